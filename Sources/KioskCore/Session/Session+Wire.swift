package import CKioskProto

extension Session: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SessionState>?) -> Void {
    kiosk__v1__session_state__init
  }

  /// The most activities that can have been on.
  private static let maximumVisited = Pack.Limits.activities
  /// The longest time that is told, in seconds, left or over: a device may stand for a year after its last session.
  private static let longestTime = 10 * SessionCommand.longestReflection

  /// The most that a session counts: nobody presses keys four thousand million times.
  static let maximumRevision: UInt64 = 1 << 32

  package init(reading message: Kiosk__V1__SessionState) throws(KioskError) {
    guard let phase = Phase(message.phase) else { throw KioskError(.invalid, "the session stands in no known way") }
    guard message.n_visited <= Self.maximumVisited else {
      throw KioskError(.invalid, "session.visited has more than \(Self.maximumVisited) entries")
    }
    let visited = (0..<message.n_visited).map { Int(message.visited[$0]) - 1 }
    let position = Int(message.position) - 1
    guard (visited + [position]).allSatisfy({ (-1..<Self.maximumVisited).contains($0) }), !visited.contains(-1) else {
      throw KioskError(.invalid, "the session is at an activity that there is not")
    }
    let id = try readText(message.id, "session.id")
    let agenda = try readText(message.agenda_id, "session.agenda_id")
    guard Identifier.isValid(id), Identifier.isValid(agenda) else {
      throw KioskError(.invalid, "the session's identifiers are malformed")
    }
    let times = -Self.longestTime...Self.longestTime
    guard times.contains(message.seconds_left), times.contains(message.held_seconds) else {
      throw KioskError(.invalid, "the session's time is out of bounds")
    }
    guard message.revision < Self.maximumRevision else {
      throw KioskError(.invalid, "the session's revision is out of bounds")
    }
    let lastCommand = try readBytes(message.last_command, "session.last_command", maximum: 16)
    self.init(
      id: id, agenda: agenda, packDigest: try readBytes(message.pack_digest, "session.pack_digest", exactly: 32),
      isRehearsal: message.rehearsal != 0, phase: phase, position: position < 0 ? nil : position,
      visited: Set(visited),
      countdown: Countdown(left: message.seconds_left, asOf: message.time_runs != 0 ? message.as_of : nil),
      held: message.held_seconds, revision: message.revision, lastCommand: lastCommand)
  }

  package func write(to message: inout Kiosk__V1__SessionState, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    message.agenda_id = try arena.text(agenda)
    message.pack_digest = try arena.bytes(packDigest)
    message.rehearsal = isRehearsal ? 1 : 0
    message.phase = phase.wire
    message.position = UInt32((position ?? -1) + 1)
    (message.visited, message.n_visited) = (try arena.numbers(visited.sorted().map { UInt32($0 + 1) }), visited.count)
    // Whatever was counted, what is written must be readable again.
    message.seconds_left = Self.told(countdown.left)
    message.time_runs = countdown.asOf == nil ? 0 : 1
    message.as_of = countdown.asOf ?? 0
    message.held_seconds = Self.told(held)
    message.revision = revision
    message.last_command = try arena.bytes(lastCommand)
  }

  /// The session for somebody else, whose clock is another: what is left now.
  public func snapshot(at now: Int64) -> Session {
    var copy = self
    copy.countdown = Countdown(
      left: Self.told(countdown.left(at: now)), asOf: countdown.asOf == nil ? nil : 0)
    copy.held = Self.told(held)
    return copy
  }

  /// The session after so many seconds on the way.
  public func delayed(by seconds: Int64) -> Session {
    var copy = self
    if countdown.asOf != nil { copy.countdown.left = Self.told(countdown.left - seconds) }
    return copy
  }

  private static func told(_ seconds: Int64) -> Int64 { min(max(seconds, -longestTime), longestTime) }

  /// The session that somebody else sent, by the clock of this device.
  public func received(at now: Int64) -> Session {
    var copy = self
    copy.countdown.asOf = countdown.asOf == nil ? nil : now
    return copy
  }
}

extension Session.Phase {
  private static let wires: [(Self, Kiosk__V1__SessionPhase)] = [
    (.opened, KIOSK__V1__SESSION_PHASE__SESSION_PHASE_OPENED),
    (.running, KIOSK__V1__SESSION_PHASE__SESSION_PHASE_RUNNING),
    (.paused, KIOSK__V1__SESSION_PHASE__SESSION_PHASE_PAUSED),
    (.onBreak, KIOSK__V1__SESSION_PHASE__SESSION_PHASE_BREAK),
    (.locked, KIOSK__V1__SESSION_PHASE__SESSION_PHASE_LOCKED),
    (.closed, KIOSK__V1__SESSION_PHASE__SESSION_PHASE_CLOSED),
  ]

  package init?(_ wire: Kiosk__V1__SessionPhase) {
    guard let found = Self.wires.first(where: { $0.1 == wire }) else { return nil }
    self = found.0
  }

  package var wire: Kiosk__V1__SessionPhase { Self.wires.first { $0.0 == self }!.1 }
}
