import KioskCore

/// The device's clock for sessions, in seconds since 1970: the time of day at the start, and from there on a clock that
/// nobody sets, so that a clock that is set right in the middle of an activity does not end it.
struct SessionClock: Sendable {
  private let start = ContinuousClock.now
  private let startSeconds = Day.now
  /// How many seconds pass in one; tests make time run faster.
  private let speed: Int64

  init(speed: Int64 = 1) {
    self.speed = speed
  }

  /// Whether it runs faster than time.
  var isFast: Bool { speed > 1 }

  /// Now.
  var now: Int64 {
    let passed = ContinuousClock.now - start
    return startSeconds
      + Int64((Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18) * Double(speed))
  }

  /// How long it takes until a moment.
  func wait(until moment: Int64) -> Duration {
    .milliseconds(1 + max(0, moment - now) * 1000 / speed)
  }
}
