/// Where a contribution belongs. Identifiers are the pack's; an empty one does not apply.
public struct Labels: Hashable, Sendable {
  /// Longest identifier in bytes: with every label at this length the words still fit the smallest bucket.
  public static let maximumIdentifierBytes = 48

  /// SHA-256 of the pack that the identifiers refer to, or empty.
  public var packDigest: [UInt8] = []
  /// The session; empty for drop-in.
  public var session = ""
  /// The activity in which the contribution was begun.
  public var activity = ""
  /// The prompt that it answers.
  public var prompt = ""
  /// The breakout group.
  public var group = ""
  /// The board, its layer and its box.
  public var board = ""
  public var layer = ""
  public var box = ""
  /// BCP 47 tag of the language.
  public var language = "en"
  /// What the person says they are, if they say.
  public var stakeholder = ""
  /// True in a rehearsal.
  public var isRehearsal = false
  /// Days since 1970-01-01 UTC, or 0 where the device does not know.
  public var day: UInt32 = 0

  /// Labels that say nothing yet.
  public init() {}

  /// Refuses identifiers that would push the words out of their bucket, and a digest that is none.
  /// - Throws: `KioskError.invalid`.
  func checkLengths() throws(KioskError) {
    guard [0, 32].contains(packDigest.count) else { throw KioskError(.invalid, "a pack's digest has 32 bytes") }
    for identifier in [session, activity, prompt, group, board, layer, box, language, stakeholder]
    where identifier.utf8.count > Self.maximumIdentifierBytes {
      throw KioskError(.invalid, "a label is longer than \(Self.maximumIdentifierBytes) bytes")
    }
  }
}
