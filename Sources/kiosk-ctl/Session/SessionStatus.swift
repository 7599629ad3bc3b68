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
    let response = try? result.get()
    let session = response?.session
    let name = response.flatMap { $0.device.isEmpty ? nil : $0.device } ?? member.name
    let isCounting = session.map { $0.isOn && $0.phase != .opened } ?? false
    return Record([
      Field("device", "Device", .text(name)), Field("group", "Group", .known(response?.group ?? "")),
      Field("people", "People", response.map { $0.people == 0 ? .absent : .number(Int($0.people)) } ?? .absent),
      Field("session_id", "Session", .known(session?.id ?? "")),
      Field("state", "State", state(of: response)),
      Field("rehearsal", "Rehearsal", session.map { .flag($0.isRehearsal) } ?? .absent),
      Field("agenda_id", "Agenda", .known(session?.agenda ?? "")),
      Field("position", "Step", session?.position.map { .number($0 + 1) } ?? .absent),
      Field(
        "seconds_left", "Left",
        isCounting ? session.map { .seconds(Int(clamping: $0.countdown.left)) } ?? .absent : .absent),
      Field("sealed", "Sealed", response.map { count($0.sealed, $0) } ?? .absent),
      Field("receipted", "Receipted", response.map { count($0.receipted, $0) } ?? .absent),
      Field("missing", "Missing", response.map { Value.texts($0.missing.map(\.rawValue)) } ?? .absent),
      Field("error", "Error", result.failure.map { .state($0.message, .bad) } ?? .absent),
    ])
  }

  private static func state(of response: GetSessionResponse?) -> Value {
    guard let response else { return .absent }
    return response.session.map { .state($0.phase.rawValue, $0.phase.tone) } ?? .text("drop-in")
  }

  private static func count(_ number: UInt32, _ response: GetSessionResponse) -> Value {
    response.areNumbersHidden ? .text("under 10") : .number(Int(number))
  }
}
