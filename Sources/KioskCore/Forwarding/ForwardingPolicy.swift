/// When to send what waits: a pure state machine that takes an event and the time, and returns what to do. It holds no
/// clock, no socket and no task; `Forwarder` in kioskd carries out what it says.
///
/// Envelopes are held until enough have gathered, so that a delivery does not say who has just stood at the device; but
/// none waits for ever.
public struct ForwardingPolicy: Sendable {
  /// How to mix and how to try again.
  public struct Configuration: Sendable, Hashable {
    /// How many must have gathered before they are sent. 5: with fewer, a delivery all but names its giver.
    public var minimum = 5
    /// The longest that the first of them is held for company.
    public var longestHold = Duration.seconds(3600)
    /// How many travel in one RPC: bounds what is repeated after a broken connection.
    public var batch = 64
    /// Wait after the first failure; each further one doubles it.
    public var firstBackoff = Duration.seconds(1)
    /// The longest wait: what a store that comes back waits for its devices at the most.
    public var longestBackoff = Duration.seconds(300)

    /// The usual values.
    public init() {}
  }

  /// What happened.
  public enum Event: Sendable, Hashable {
    /// How many envelopes wait now.
    case queued(Int)
    /// The device is known to a store, or no longer is.
    case enrolled(Bool)
    /// Staff want everything sent now, without waiting for company.
    case flush
    /// A delivery ended well, with so many receipts.
    case delivered(Int)
    /// A delivery failed.
    case failed
    /// The time that was asked for has come.
    case timer
  }

  /// What to do.
  public enum Action: Sendable, Hashable {
    /// Nothing until the next event.
    case none
    /// Send so many envelopes, up to `batch` in one RPC, then report `.delivered` or `.failed`.
    case deliver(limit: Int, batch: Int)
    /// Report `.timer` at this time, unless another event comes first.
    case wait(until: Duration)
  }

  /// Where it stands, as staff see it.
  public enum State: Sendable, Hashable {
    /// Not enrolled.
    case unenrolled
    /// Nothing waits.
    case idle
    /// Held for company until then.
    case holding(until: Duration)
    /// A delivery is under way; so many of the released envelopes are still to go.
    case delivering
    /// A delivery failed; the next one is then.
    case backingOff(until: Duration, failures: Int)
  }

  /// Where it stands.
  public private(set) var state = State.unenrolled
  /// How to mix and how to try again; a change counts from the next event on.
  public var configuration: Configuration
  private var queued = 0
  /// How many of those that wait are released: they travel without being held again, however long it takes.
  private var released = 0
  private var isFlushing = false

  /// A policy for a device that is not enrolled.
  public init(_ configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// Takes an event.
  /// - Parameters:
  ///   - now: time on a clock that only goes forwards, from any beginning.
  ///   - jitter: a random number from 0 to 1, drawn anew for each call.
  public mutating func handle(_ event: Event, at now: Duration, jitter: Double) -> Action {
    switch event {
    case .queued(let count):
      queued = count
      released = min(released, count)
    case .enrolled(let isEnrolled):
      if !isEnrolled {
        (state, released) = (.unenrolled, 0)
        return .none
      }
      if state == .unenrolled { state = .idle }
    case .flush:
      isFlushing = true
      released = queued
      if case .backingOff = state { state = .idle }
    case .delivered(let count):
      guard state == .delivering else { return .none }
      released = max(0, released - count)
      if count > 0 { failures = 0 }
      // A delivery that brought no receipt although something was released would repeat for ever.
      state = count == 0 && released > 0 ? backOff(after: 1, at: now, jitter: jitter) : .idle
    case .failed:
      guard state == .delivering else { return .none }
      state = backOff(after: 1, at: now, jitter: jitter)
    case .timer:
      break
    }
    return advance(at: now)
  }

  private var failures = 0

  private mutating func backOff(after count: Int, at now: Duration, jitter: Double) -> State {
    failures = min(failures + count, 30)
    var wait = configuration.firstBackoff
    for _ in 1..<failures where wait < configuration.longestBackoff { wait = wait * 2 }
    // Half of the wait is random, so that a room's devices do not come back all at once.
    return .backingOff(until: now + min(wait, configuration.longestBackoff) * (0.5 + jitter / 2), failures: failures)
  }

  private mutating func advance(at now: Duration) -> Action {
    switch state {
    case .unenrolled, .delivering:
      return .none
    case .backingOff(let until, _):
      guard now >= until else { return .wait(until: until) }
      state = .idle
      return release(at: now, heldSince: nil)
    case .idle:
      return release(at: now, heldSince: nil)
    case .holding(let until):
      return release(at: now, heldSince: until)
    }
  }

  private mutating func release(at now: Duration, heldSince until: Duration?) -> Action {
    guard queued > 0 else {
      (state, isFlushing, failures) = (.idle, false, 0)
      return .none
    }
    let deadline = until ?? now + configuration.longestHold
    if queued >= configuration.minimum || isFlushing || now >= deadline { released = queued }
    guard released > 0 else {
      state = .holding(until: deadline)
      return .wait(until: deadline)
    }
    state = .delivering
    return .deliver(limit: released, batch: configuration.batch)
  }
}
