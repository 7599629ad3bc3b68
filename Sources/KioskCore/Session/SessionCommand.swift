/// What staff can do with a session that is on.
public enum SessionCommand: Hashable, Sendable {
  /// Begins the next activity.
  case next
  /// Goes back to the activity before.
  case back
  /// Goes to an activity by its identifier.
  case goTo(String)
  case pause
  case resume
  /// Gives more time, in seconds.
  case extend(Int64)
  /// Interrupts the activity for so many seconds.
  case takeBreak(Int64)
  /// Ends it; reflections are taken for so many seconds still.
  case lock(Int64)
  case close

  /// The longest extension or break, in seconds: a working day.
  public static let longestPause: Int64 = 8 * 3600
  /// The longest time for late reflections, in seconds: two weeks, in which outputs are written.
  public static let longestReflection: Int64 = 14 * 86_400
  /// The most that can be left after extensions, in seconds: what can be set, and as much again.
  public static let longestLeft = 2 * longestReflection

  /// The word for it.
  public var name: String {
    switch self {
    case .next: "next"
    case .back: "back"
    case .goTo: "goto"
    case .pause: "pause"
    case .resume: "resume"
    case .extend: "extend"
    case .takeBreak: "break"
    case .lock: "lock"
    case .close: "close"
    }
  }

  /// - Throws: `KioskError.invalid` for a time out of bounds.
  func check() throws(KioskError) {
    let (seconds, longest): (Int64, Int64) =
      switch self {
      case .extend(let seconds), .takeBreak(let seconds): (seconds, Self.longestPause)
      case .lock(let seconds): (seconds + 1, Self.longestReflection + 1)
      default: (1, 1)
      }
    guard (1...longest).contains(seconds) else {
      throw KioskError(.invalid, "this takes a time of up to \(longest / 60) minutes")
    }
  }
}
