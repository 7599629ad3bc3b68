extension Session {
  /// Carries out a command.
  /// - Parameters:
  ///   - agenda: the one that the session runs.
  ///   - now: seconds since 1970 by the device's clock.
  ///   - name: 16 bytes that name this attempt, or none.
  /// - Throws: `.invalid` for a time or an activity that there is not, `.conflict` where the session does not stand so.
  public mutating func handle(
    _ command: SessionCommand, of agenda: Pack.Agenda, at now: Int64, named name: [UInt8] = []
  ) throws(KioskError) {
    try command.check()
    elapse(agenda, at: now)
    switch (command, phase) {
    case (.next, .opened): begin(0, of: agenda, at: now)
    case (.next, .running), (.next, .paused), (.next, .onBreak):
      guard let position, position + 1 < agenda.activities.count else {
        throw refuse("this is the last activity", "Lock the session, or close it")
      }
      begin(position + 1, of: agenda, at: now)
    case (.back, .running), (.back, .paused), (.back, .onBreak):
      guard let position, position > 0 else { throw refuse("this is the first activity", "Go on with 'next'") }
      begin(position - 1, of: agenda, at: now)
    case (.goTo(let id), .opened), (.goTo(let id), .running), (.goTo(let id), .paused), (.goTo(let id), .onBreak):
      guard let found = agenda.activities.firstIndex(where: { $0.id == id }) else {
        throw KioskError(
          .invalid, "the agenda has no activity '\(id)'",
          nextStep: "It has \(agenda.activities.map(\.id).joined(separator: ", "))")
      }
      begin(found, of: agenda, at: now)
    case (.pause, .running):
      countdown = Countdown(left: countdown.left(at: now))
      phase = .paused
    case (.resume, .paused):
      countdown.asOf = now
      phase = .running
    case (.resume, .onBreak): endBreak(at: now)
    case (.resume, .locked):
      guard position != nil else { throw refuse("no activity had begun", "Close the session, and open another") }
      countdown = Countdown(left: 0, asOf: now)
      phase = .running
    case (.extend(let seconds), .running), (.extend(let seconds), .onBreak), (.extend(let seconds), .locked):
      // Who gives five minutes when time ran out four minutes ago means five minutes from now.
      countdown = Countdown(left: try extended(by: seconds, at: now), asOf: now)
    case (.extend(let seconds), .paused): countdown.left = try extended(by: seconds, at: now)
    case (.takeBreak(let seconds), .running), (.takeBreak(let seconds), .paused):
      held = countdown.left(at: now)
      countdown = Countdown(left: seconds, asOf: now)
      phase = .onBreak
    case (.takeBreak(let seconds), .onBreak): countdown = Countdown(left: seconds, asOf: now)
    case (.lock(let seconds), .opened), (.lock(let seconds), .running), (.lock(let seconds), .paused),
      (.lock(let seconds), .onBreak), (.lock(let seconds), .locked):
      countdown = Countdown(left: seconds, asOf: now)
      phase = .locked
    case (.close, .opened), (.close, .running), (.close, .paused), (.close, .onBreak), (.close, .locked): end(at: now)
    case (_, .opened): throw refuse("no activity has begun", "Begin with 'next'")
    case (_, .closed): throw refuse("the session is closed", "Open another: kiosk-ctl session open")
    default: throw refuse("the session is \(phase.rawValue)", "Look at it: kiosk-ctl session status")
    }
    revision += 1
    lastCommand = name
  }

  /// Lets the time pass: a break ends by itself, and so does the time for late reflections. An activity whose time is up
  /// stays on until staff go on.
  /// - Returns: whether anything changed.
  @discardableResult
  public mutating func elapse(_ agenda: Pack.Agenda, at now: Int64) -> Bool {
    var changed = false
    while phase != .closed, countdown.asOf != nil, countdown.left(at: now) <= 0, let end = countdown.end {
      switch phase {
      case .onBreak: endBreak(at: end)
      case .running:
        guard let position, agenda.activities.indices.contains(position + 1),
          agenda.activities[position].kind == .pause
        else { return changed }
        begin(position + 1, of: agenda, at: end)
      case .locked: self.end(at: end)
      case .opened, .paused, .closed: return changed
      }
      // Whoever has not noticed yet is behind.
      revision += 1
      changed = true
    }
    return changed
  }

  /// When time will change something by itself; nil when it will not.
  public func nextChange(_ agenda: Pack.Agenda) -> Int64? {
    switch phase {
    case .onBreak, .locked: countdown.end
    case .running:
      position.flatMap { position in
        agenda.activities.indices.contains(position + 1) && agenda.activities[position].kind == .pause
          ? countdown.end : nil
      }
    case .opened, .paused, .closed: nil
    }
  }

  /// What is left when so much is added.
  /// - Throws: `.invalid` where that is longer than anything may take.
  private func extended(by seconds: Int64, at now: Int64) throws(KioskError) -> Int64 {
    let sum = max(0, countdown.left(at: now)) + seconds
    guard sum <= SessionCommand.longestLeft else {
      throw KioskError(
        .invalid, "with this, more than \(SessionCommand.longestLeft / 86_400) days would be left",
        nextStep: "Extend by less")
    }
    return sum
  }

  private mutating func begin(_ position: Int, of agenda: Pack.Agenda, at now: Int64) {
    self.position = position
    visited.insert(position)
    countdown = Countdown(left: Int64(agenda.activities[position].minutes) * 60, asOf: now)
    held = 0
    phase = .running
  }

  private mutating func endBreak(at now: Int64) {
    countdown = Countdown(left: held, asOf: now)
    held = 0
    phase = .running
  }

  mutating func end(at now: Int64) {
    countdown = Countdown(left: 0, asOf: now)
    phase = .closed
  }

  private func refuse(_ message: String, _ nextStep: String) -> KioskError {
    KioskError(.conflict, message, nextStep: nextStep)
  }
}
