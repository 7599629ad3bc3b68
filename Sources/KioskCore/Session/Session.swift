/// One run of an agenda in one place. Pure: it takes commands and the time, and says how it stands then.
/// `docs/session.md` has the table of its transitions.
public struct Session: Hashable, Sendable {
  /// How it stands.
  public enum Phase: String, Hashable, Sendable, CaseIterable {
    /// People may come in; no activity has begun.
    case opened
    /// An activity is on.
    case running
    /// An activity is on, and its time stands still.
    case paused
    /// An activity is interrupted until a time.
    case onBreak = "break"
    /// Over and readable; late reflections are taken until the time set.
    case locked
    /// Over.
    case closed
  }

  /// Its identifier; the same on all devices of a room.
  public let id: String
  /// The agenda's identifier.
  public let agenda: String
  /// SHA-256 of the pack that has the agenda.
  public let packDigest: [UInt8]
  /// Whether it is a rehearsal, whose contributions are never counted with real ones.
  public let isRehearsal: Bool
  public internal(set) var phase: Phase
  /// Position in the agenda of the activity that is on, or was last.
  public internal(set) var position: Int?
  /// Positions of the activities that have been on.
  public internal(set) var visited: Set<Int>
  /// What is left: of the activity, of the break, or of the time for late reflections; once closed, how long ago that was.
  public internal(set) var countdown: Countdown
  /// What was left of the activity when a break interrupted it, in seconds.
  public internal(set) var held: Int64
  /// Counts what staff and time did with it.
  public internal(set) var revision: UInt64
  /// The name of the last command, 16 bytes, by which one that is sent again is known.
  public internal(set) var lastCommand: [UInt8]

  init(
    id: String, agenda: String, packDigest: [UInt8], isRehearsal: Bool, phase: Phase, position: Int?,
    visited: Set<Int>, countdown: Countdown, held: Int64, revision: UInt64, lastCommand: [UInt8]
  ) {
    self.id = id
    self.agenda = agenda
    self.packDigest = packDigest
    self.isRehearsal = isRehearsal
    self.phase = phase
    self.position = position
    self.visited = visited
    self.countdown = countdown
    self.held = held
    self.revision = revision
    self.lastCommand = lastCommand
  }

  /// Opens one, before its first activity.
  public init(
    id: String, agenda: String, packDigest: [UInt8], isRehearsal: Bool, command: [UInt8] = []
  ) {
    self.init(
      id: id, agenda: agenda, packDigest: packDigest, isRehearsal: isRehearsal, phase: .opened, position: nil,
      visited: [], countdown: Countdown(left: 0), held: 0, revision: 1, lastCommand: command)
  }

  /// Whether people take part, or read and reflect still.
  public var isOn: Bool { phase != .closed }

  /// Whether nobody can finish any more what they had begun in it.
  public func isOver(at now: Int64) -> Bool {
    !isOn && -countdown.left(at: now) > SessionAdmission.grace
  }

  /// The session after a restart of its device.
  public func goingOn(at now: Int64) -> Session {
    var copy = self
    copy.countdown.goOn(at: now)
    return copy
  }

  /// The session with the activities that have been on elsewhere as well.
  public func joined(with other: Session?) -> Session {
    guard let other, other.id == id else { return self }
    var copy = self
    copy.visited.formUnion(other.visited)
    copy.revision = max(revision, other.revision)
    return copy
  }

  /// Looks whether the session can be a run of an agenda: what came from elsewhere must not name an activity that there
  /// is not.
  /// - Throws: `KioskError.invalid`.
  public func check(against agenda: Pack.Agenda) throws(KioskError) {
    let hasActivity = [.running, .paused, .onBreak].contains(phase)
    // From half of what can be written on, there is no room left to count in.
    guard revision < Self.maximumRevision / 2 else {
      throw KioskError(.invalid, "the session's revision is out of bounds")
    }
    guard agenda.id == self.agenda, visited.allSatisfy(agenda.activities.indices.contains),
      position.map(visited.contains) ?? !hasActivity
    else { throw KioskError(.invalid, "the session is at an activity that its agenda does not have") }
  }

  /// Whether it is the same run of the same agenda.
  public func isSameRun(as other: Session) -> Bool {
    id == other.id && agenda == other.agenda && packDigest == other.packDigest && isRehearsal == other.isRehearsal
  }

  /// The session as it is when another is opened in its place.
  public func ended(at now: Int64) -> Session {
    guard isOn else { return self }
    var copy = self
    copy.end(at: now)
    copy.revision += 1
    return copy
  }

  /// Whether another may be opened in its place.
  public func givesWay() -> Bool { !isOn || isRehearsal }
}

/// Seconds that are left, as of a moment of the device's clock. While it stands still there is no moment.
public struct Countdown: Hashable, Sendable {
  /// Before this moment (2020-01-01) a clock was never set: a device without a battery starts in 1970.
  private static let plausible: Int64 = 1_577_836_800

  /// What was left at `asOf`; negative for what ran over.
  public var left: Int64
  /// Seconds since 1970 by the device's clock; nil while it stands still.
  public var asOf: Int64?

  /// What is left; it stands still unless there is a moment.
  public init(left: Int64, asOf: Int64? = nil) {
    self.left = left
    self.asOf = asOf
  }

  /// What is left at a moment. A clock that went back, or that was set in between, took no time.
  public func left(at now: Int64) -> Int64 {
    guard let asOf, now > asOf, (now >= Self.plausible) == (asOf >= Self.plausible) else { return left }
    return left - (now - asOf)
  }

  /// Goes on from a moment after a restart. Where the clock went back or was set in between, time runs on from here;
  /// else it would stand still until the clock is where it was, or for ever.
  mutating func goOn(at now: Int64) {
    guard let asOf, now < asOf || (now >= Self.plausible) != (asOf >= Self.plausible) else { return }
    self.asOf = now
  }

  /// When nothing is left; nil while it stands still.
  public var end: Int64? { asOf.map { $0 + left } }
}
