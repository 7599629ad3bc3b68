import KioskCore

/// A room that devices stand in, by its name; ``nowhere`` is where those are that stand in no room.
///
/// Two names are one room when their bytes are the same. That is how the database compares them; Swift alone would take
/// two spellings of an accented letter for one.
struct Room: Sendable, Hashable {
  /// No room.
  static let nowhere = Room(stored: "")

  let name: String

  /// Checks a name that somebody sent; an empty one is no room.
  /// - Throws: `KioskError.invalid`.
  init(_ name: String) throws(KioskError) {
    if !name.isEmpty { try EnrolmentService.check(name: name, of: "room") }
    self.init(stored: name)
  }

  /// Takes a name that was checked before it was kept.
  init(stored name: String) {
    self.name = name
  }

  static func == (one: Room, other: Room) -> Bool {
    one.name.utf8.elementsEqual(other.name.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in name.utf8 { hasher.combine(byte) }
  }
}
