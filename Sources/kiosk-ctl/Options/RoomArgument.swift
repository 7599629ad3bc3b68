import ArgumentParser
import Foundation

/// A room's name. The store compares bytes, so accented letters are put into one form (NFC): a room is then the same one
/// whatever keyboard its name was typed on.
struct RoomArgument: ExpressibleByArgument {
  let name: String

  init(argument: String) {
    name = argument.precomposedStringWithCanonicalMapping
  }
}
