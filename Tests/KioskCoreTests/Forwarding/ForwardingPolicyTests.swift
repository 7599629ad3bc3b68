import KioskCore
import Testing

@Suite struct ForwardingPolicyTests {
  static func policy(minimum: Int = 3, hold: Duration = .seconds(100)) -> ForwardingPolicy {
    var configuration = ForwardingPolicy.Configuration()
    configuration.minimum = minimum
    configuration.longestHold = hold
    return ForwardingPolicy(configuration)
  }

  @Test func nothingIsSentBeforeEnrolment() {
    var policy = Self.policy(minimum: 1)
    #expect(policy.handle(.queued(5), at: .zero, jitter: 0) == .none)
    #expect(policy.handle(.flush, at: .zero, jitter: 0) == .none)
    #expect(policy.handle(.timer, at: .seconds(1000), jitter: 0) == .none)
    #expect(policy.state == .unenrolled)
  }

  @Test func fewAreHeldAndEnoughAreSent() {
    var policy = Self.policy()
    #expect(policy.handle(.enrolled(true), at: .zero, jitter: 0) == .none)
    #expect(policy.handle(.queued(2), at: .seconds(1), jitter: 0) == .wait(until: .seconds(101)))
    #expect(policy.handle(.queued(3), at: .seconds(2), jitter: 0) == .deliver(limit: 3, batch: 64))
  }

  @Test func theHoldBeginsWithTheFirstAndEnds() {
    var policy = Self.policy()
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(1), at: .seconds(1), jitter: 0)
    #expect(policy.handle(.queued(2), at: .seconds(50), jitter: 0) == .wait(until: .seconds(101)))
    #expect(policy.handle(.timer, at: .seconds(100), jitter: 0) == .wait(until: .seconds(101)))
    #expect(policy.handle(.timer, at: .seconds(101), jitter: 0) == .deliver(limit: 2, batch: 64))
  }

  @Test func whatIsReleasedIsNotHeldAgainAfterAFailure() {
    var policy = Self.policy()
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(3), at: .zero, jitter: 0)
    #expect(policy.handle(.queued(2), at: .seconds(1), jitter: 0) == .none)
    #expect(policy.handle(.failed, at: .seconds(1), jitter: 1) == .wait(until: .seconds(2)))
    #expect(policy.handle(.timer, at: .seconds(2), jitter: 1) == .deliver(limit: 2, batch: 64))
  }

  @Test func whatComesDuringADeliveryIsHeldForItself() {
    var policy = Self.policy()
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(3), at: .zero, jitter: 0)
    _ = policy.handle(.queued(4), at: .seconds(1), jitter: 0)
    _ = policy.handle(.queued(1), at: .seconds(2), jitter: 0)
    #expect(policy.handle(.delivered(3), at: .seconds(2), jitter: 0) == .wait(until: .seconds(102)))
  }

  @Test func flushSendsFew() {
    var policy = Self.policy()
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(1), at: .zero, jitter: 0)
    #expect(policy.handle(.flush, at: .zero, jitter: 0) == .deliver(limit: 1, batch: 64))
    #expect(policy.handle(.queued(0), at: .zero, jitter: 0) == .none)
    #expect(policy.handle(.delivered(1), at: .zero, jitter: 0) == .none)
    // The flush ended with the empty queue: the next one is held.
    #expect(policy.handle(.queued(1), at: .seconds(1), jitter: 0) == .wait(until: .seconds(101)))
  }

  @Test func flushEndsABackoff() {
    var policy = Self.policy(minimum: 1)
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(1), at: .zero, jitter: 0)
    _ = policy.handle(.failed, at: .zero, jitter: 1)
    #expect(policy.handle(.flush, at: .zero, jitter: 0) == .deliver(limit: 1, batch: 64))
  }

  @Test func backoffDoublesToItsLongestWithHalfOfItRandom() {
    var policy = Self.policy(minimum: 1)
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(1), at: .zero, jitter: 0)
    var now = Duration.zero
    for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
      #expect(policy.handle(.failed, at: now, jitter: 1) == .wait(until: now + .seconds(wait)))
      now += .seconds(wait)
      #expect(policy.handle(.timer, at: now, jitter: 1) == .deliver(limit: 1, batch: 64))
    }
    #expect(policy.handle(.failed, at: now, jitter: 0) == .wait(until: now + .seconds(150)))
  }

  @Test func aSuccessEndsTheRow() {
    var policy = Self.policy(minimum: 1)
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(9), at: .zero, jitter: 0)
    _ = policy.handle(.failed, at: .zero, jitter: 1)
    _ = policy.handle(.timer, at: .seconds(1), jitter: 1)
    _ = policy.handle(.failed, at: .seconds(1), jitter: 1)
    _ = policy.handle(.timer, at: .seconds(3), jitter: 1)
    _ = policy.handle(.queued(5), at: .seconds(3), jitter: 1)
    #expect(policy.handle(.delivered(4), at: .seconds(3), jitter: 1) == .deliver(limit: 5, batch: 64))
    #expect(policy.handle(.failed, at: .seconds(3), jitter: 1) == .wait(until: .seconds(4)))
  }

  @Test func aDeliveryWithoutReceiptsIsAFailure() {
    var policy = Self.policy(minimum: 1)
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    _ = policy.handle(.queued(1), at: .zero, jitter: 0)
    #expect(policy.handle(.delivered(0), at: .zero, jitter: 1) == .wait(until: .seconds(1)))
  }

  @Test func reportsOfADeliveryThatIsNotUnderWayChangeNothing() {
    var policy = Self.policy()
    _ = policy.handle(.enrolled(true), at: .zero, jitter: 0)
    #expect(policy.handle(.failed, at: .zero, jitter: 0) == .none)
    #expect(policy.handle(.delivered(7), at: .zero, jitter: 0) == .none)
    #expect(policy.state == .idle)
  }
}

/// Random events, and what must hold after each of them.
@Suite struct ForwardingPolicyPropertyTests {
  @Test(arguments: 1...50) func itNeverStopsWhileSomethingIsReleasable(_ seed: Int) {
    var generator = SystemRandomNumberGenerator()
    var policy = ForwardingPolicyTests.policy(minimum: Int.random(in: 1...6), hold: .seconds(60))
    var now = Duration.zero
    var queued = 0
    var action = policy.handle(.enrolled(true), at: now, jitter: 0)
    for _ in 0..<400 {
      now += .milliseconds(Int.random(in: 0...5000, using: &generator))
      let event: ForwardingPolicy.Event
      if case .delivering = policy.state, Bool.random(using: &generator) {
        let sent = Int.random(in: 0...queued, using: &generator)
        queued -= sent
        _ = policy.handle(.queued(queued), at: now, jitter: 0.5)
        event = Bool.random(using: &generator) ? .delivered(sent) : .failed
      } else if Bool.random(using: &generator) {
        queued += 1
        event = .queued(queued)
      } else {
        event = .timer
      }
      action = policy.handle(event, at: now, jitter: 0.5)
      switch policy.state {
      case .unenrolled: Issue.record("it forgot that it is enrolled")
      case .idle: #expect(queued == 0, "idle although something waits")
      case .delivering: #expect(queued >= 0)
      case .holding(let until), .backingOff(let until, _):
        #expect(action == .wait(until: until), "it waits for nothing")
        #expect(until > now)
      }
    }
  }
}
