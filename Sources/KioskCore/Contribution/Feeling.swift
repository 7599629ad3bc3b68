/// How something felt, and why. No rendering shows it.
public struct Feeling: Hashable, Sendable {
  /// The feeling scale: five faces, 1 the worst and 5 the best. There is a middle one, so that nobody has to take a
  /// side.
  public static let levels = 1...5

  private let chosen: Redacted<Int>
  private let text: FreeText

  /// Checks what somebody chose.
  /// - Parameter why: may be empty.
  /// - Throws: `KioskError.invalid` when the level is not on the scale, or `why` is not a text of at most 1024 bytes.
  public init(level: Int, why: String = "") throws(KioskError) {
    guard Self.levels.contains(level) else {
      throw KioskError(
        .invalid, "the level is not on the scale",
        nextStep: "Choose \(Self.levels.lowerBound) to \(Self.levels.upperBound)")
    }
    chosen = Redacted(level)
    text = try FreeText(why, "the reason")
  }

  /// The level.
  public var exposedLevel: Int { chosen.exposed }
  /// Why; may be empty.
  public var exposedWhy: String { text.exposed }
}
