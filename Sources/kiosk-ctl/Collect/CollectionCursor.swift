import Foundation
import KioskCore

/// Where a collection stands. It is written only when everything before it is on the disk.
struct CollectionCursor: Codable, Equatable, Sendable {
  /// The format that this version writes and reads.
  static let format = 1

  var format = Self.format
  /// What the store said of the last item, in hexadecimal digits; empty at the beginning.
  var cursor = ""
  /// How many contributions were in the file then: if there are fewer, some were lost.
  var contributions = 0
  /// SHA-256 of the store's authority: cursors of two stores do not go together.
  let store: String

  /// A collection that has not begun.
  init(store: String) {
    self.store = store
  }

  /// Reads the file; begins anew where there is none.
  /// - Throws: `.conflict` when it is another store's, `.tooNew`, `.corrupt`.
  init(path: String, store: String) throws(KioskError) {
    guard AtomicFile.exists(path) else {
      self.init(store: store)
      return
    }
    let bytes = try AtomicFile.read(path, maximum: 64 << 10)
    guard let read = try? JSONDecoder().decode(Self.self, from: Data(bytes)), [UInt8](hexadecimal: read.cursor) != nil
    else {
      throw KioskError(
        .corrupt, "\(path) cannot be read", nextStep: "Remove it and run the command again; nothing is collected twice")
    }
    guard read.format <= Self.format else {
      throw KioskError(.tooNew, "\(path) was written by a later version", nextStep: "Update this software")
    }
    guard read.store == store else {
      throw KioskError(
        .conflict, "the folder holds a collection from another store", nextStep: "Choose another folder with --out")
    }
    self = read
  }

  /// What the store is asked to go on from.
  var bytes: [UInt8] { [UInt8](hexadecimal: cursor) ?? [] }

  /// Writes the file at once.
  func write(to path: String) throws(KioskError) {
    let record = Record([
      Field("format", nil, .number(format)), Field("cursor", nil, .text(cursor)),
      Field("contributions", nil, .number(contributions)), Field("store", nil, .text(store)),
    ])
    try AtomicFile.write(Array((JSONText.object(record) + "\n").utf8), to: path)
  }
}
