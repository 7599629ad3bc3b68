import KioskCore
import KioskRPC

/// How a session is told to people and programs.
enum SessionRecords {
  /// A session on one device, or why it is not known.
  static func make(_ member: Room.Member, _ result: Result<Session, KioskError>) -> Record {
    let session = try? result.get()
    let hasTime = session.map { $0.isOn && $0.position != nil } ?? false
    return Record([
      Field("device", "Device", .text(member.name)), Field("session_id", "Session", .known(session?.id ?? "")),
      Field("state", "State", session.map { .state($0.phase.rawValue, $0.phase.tone) } ?? .absent),
      Field("rehearsal", "Rehearsal", session.map { .flag($0.isRehearsal) } ?? .absent),
      Field("agenda_id", "Agenda", .known(session?.agenda ?? "")),
      Field("position", "Step", session?.position.map { .number($0 + 1) } ?? .absent),
      Field("seconds_left", "Left", hasTime ? .seconds(Int(clamping: session!.countdown.left)) : .absent),
      Field("time_runs", nil, .flag(hasTime && session!.countdown.asOf != nil)),
      Field("revision", nil, session.map { .number(Int(clamping: $0.revision)) } ?? .absent),
      Field("error", "Error", result.failure.map { .state($0.message, .bad) } ?? .absent),
    ])
  }

  /// Shows what came of a command.
  /// - Throws: `EarlyEnd` with the first failure's status when a device did not follow.
  static func show(_ answers: RoomSession.Answers, _ renderer: Renderer) throws {
    try renderer.list(answers.map { make($0.member, $0.result) }, key: "devices", empty: "There are no devices.")
    let failed = answers.filter { $0.value == nil }
    guard let first = failed.first, case .failure(let error) = first.result else { return }
    renderer.say(
      "\(failed.count) of \(answers.count) did not follow. "
        + (error.code == .unreachable
          ? "When they are back, before anything else, bring them in line: kiosk-ctl session sync" : error.nextStep))
    throw EarlyEnd(status: ExitStatus(error.code))
  }
}

extension Session.Phase {
  var tone: Value.Tone {
    switch self {
    case .running: .good
    case .paused, .onBreak: .doubtful
    case .opened, .locked, .closed: .plain
    }
  }
}

extension Result {
  /// What went wrong, if anything did.
  var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}

extension RoomOptions {
  /// Does something with the session of the room, and shows how it stands on each device then.
  func conduct(
    _ renderer: Renderer, _ body: @escaping @Sendable (RoomSession) async throws -> RoomSession.Answers
  ) async throws {
    let session = RoomSession(room: try resolved())
    try SessionRecords.show(try await Interruption.guarding { try await body(session) }, renderer)
  }
}
