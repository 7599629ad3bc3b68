import ArgumentParser
import KioskCore
import KioskRPC

/// How the session stands on the devices of a room.
struct SessionStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how the session stands.",
    discussion: "Numbers under ten are not shown while they could tell on somebody.")

  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let room = try room.resolved()
    let answers = await room.sessions()
    let renderer = output.renderer
    try renderer.list(
      answers.map { RoomStatusRecord.make($0.member, $0.result) }, key: "devices", empty: "There are no devices.")
    if let failure = answers.lazy.compactMap(\.error).first { throw EarlyEnd(status: ExitStatus(failure.code)) }
  }
}

extension Room.Answer {
  var error: KioskError? { result.failure }
}

/// One device of a room, as `status` tells it.
enum RoomStatusRecord {
  static func make(_ member: Room.Member, _ result: Result<GetSessionResponse, KioskError>) -> Record {
    switch result {
    case .success(let response): make(member, response)
    case .failure(let error):
      Record([
        Field("device", "Device", .text(member.name)), Field("group", "Group", .absent),
        Field("session_id", "Session", .absent), Field("state", "State", .absent),
        Field("rehearsal", "Rehearsal", .absent), Field("agenda_id", "Agenda", .absent),
        Field("position", "Step", .absent),
        Field("seconds_left", "Left", .absent), Field("sealed", "Sealed", .absent),
        Field("receipted", "Receipted", .absent), Field("missing", "Missing", .absent),
        Field("error", "Error", .state(error.message, .bad)),
      ])
    }
  }

  private static func make(_ member: Room.Member, _ response: GetSessionResponse) -> Record {
    let session = response.session
    return Record([
      Field("device", "Device", .text(response.device.isEmpty ? member.name : response.device)),
      Field("group", "Group", .known(response.group)), Field("session_id", "Session", .known(session?.id ?? "")),
      Field("state", "State", session.map { .state($0.phase.rawValue, $0.phase.tone) } ?? .text("drop-in")),
      Field("rehearsal", "Rehearsal", session.map { .flag($0.isRehearsal) } ?? .absent),
      Field("agenda_id", "Agenda", .known(session?.agenda ?? "")),
      Field("position", "Step", session?.position.map { .number($0 + 1) } ?? .absent),
      Field(
        "seconds_left", "Left",
        session.flatMap { $0.isOn && $0.phase != .opened ? .seconds(Int(clamping: $0.countdown.left)) : nil } ?? .absent
      ),
      Field("sealed", "Sealed", count(response.sealed, response)),
      Field("receipted", "Receipted", count(response.receipted, response)),
      Field("missing", "Missing", .texts(response.missing.map(\.rawValue))), Field("error", "Error", .absent),
    ])
  }

  private static func count(_ number: UInt32, _ response: GetSessionResponse) -> Value {
    response.areNumbersHidden ? .text("under 10") : .number(Int(number))
  }
}
