/// Whether somebody at the device calls for staff. Pure: it takes what happens and the time.
struct StaffCall: Sendable, Equatable {
  /// Within this long, pressing again is the same call: fingers tremble, and who is upset presses hard and often.
  static let pressPause = Duration.seconds(10)
  /// After this long without an answer nobody is on the way any more; whoever still wants help calls again.
  static let longest = Duration.seconds(30 * 60)

  private var lastSignal: ContinuousClock.Instant?

  /// Whether staff are called.
  var isCalled: Bool { lastSignal != nil }

  /// When it is over if nobody answers; nil while nobody is called.
  var end: ContinuousClock.Instant? { lastSignal.map { $0 + Self.longest } }

  /// Somebody presses.
  /// - Returns: whether staff are to be signalled.
  mutating func press(at now: ContinuousClock.Instant) -> Bool {
    if let lastSignal, now < lastSignal + Self.pressPause { return false }
    lastSignal = now
    return true
  }

  /// Staff have come.
  mutating func answer() {
    lastSignal = nil
  }

  /// Time has passed.
  mutating func elapse(at now: ContinuousClock.Instant) {
    if let end, now >= end { lastSignal = nil }
  }
}
