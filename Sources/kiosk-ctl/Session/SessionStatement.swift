import ArgumentParser
import KioskCore
import KioskRPC

/// The numbers of a session, device by device.
struct SessionStatementCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement", abstract: "Show what became of the contributions of the last session.",
    discussion: """
      Each device signs its numbers. Where credentials are given, the signatures are checked. The command ends with \
      status 14 when sums do not agree, and with that of the error when a device has no statement to give.
      """)

  @Option(help: "The session: the last, or the one before it (default: the last).") var session = ""

  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let resolved = try room.resolved()
    let request = GetStatementRequest(session: session)
    let answers = await resolved.each { channel in
      try await channel.unary(SessionMethods.getStatement, request, deadline: Room.deadline)
    }
    let authority = room.authority
    let lines = answers.map { StatementLine($0, authority: authority) }
    let renderer = output.renderer
    try renderer.list(lines.map(\.record), key: "devices", empty: "There are no devices.")
    let sessions = Set(lines.compactMap { $0.statement?.session })
    let sealed = lines.reduce(0) { $0 + ($1.statement?.sealedInSession ?? 0) }
    let agree = lines.allSatisfy(\.isInOrder) && sessions.count == 1
    let missing = answers.compactMap(\.error)
    if agree {
      let count = sealed == 1 ? "1 contribution was" : "\(sealed) contributions were"
      renderer.say("\(count) sealed in session \(sessions.first!), and every sum agrees.")
    } else if let first = missing.first {
      renderer.say("\(missing.count) of \(answers.count) gave no statement. \(first.nextStep)")
      throw EarlyEnd(status: ExitStatus(first.code))
    } else {
      renderer.say("Not every sum agrees: look at the lines above.")
      throw EarlyEnd(status: .attention)
    }
  }
}

/// One device's statement, checked.
struct StatementLine {
  private let member: Room.Member
  private let response: GetStatementResponse?
  private let error: KioskError?
  /// Whether the signature holds; nil where nothing is there to check it with.
  private let isSigned: Bool?
  let statement: SessionStatement?

  init(_ answer: Room.Answer<GetStatementResponse>, authority: [UInt8]?) {
    member = answer.member
    response = answer.value
    statement = answer.value.flatMap { try? SessionStatement(decoding: $0.statement) }
    error = answer.error
    isSigned = answer.value.flatMap { response in authority.map { response.isSigned(under: $0) } }
  }

  var isInOrder: Bool { statement?.agrees == true && isSigned != false }

  var record: Record {
    let name = statement.map { $0.device.isEmpty ? member.name : $0.device } ?? member.name
    func number(_ value: UInt64?) -> Value { value.map { .number(Int(clamping: $0)) } ?? .absent }
    let state: Value =
      if let error {
        .state(error.message, .bad)
      } else {
        isInOrder ? .state("agrees", .good) : .state(isSigned == false ? "not signed" : "does not agree", .bad)
      }
    return Record([
      Field("device", "Device", .text(name)), Field("session", "Session", .known(statement?.session ?? "")),
      Field("sealed_in_session", "Sealed", number(statement?.sealedInSession)),
      Field("queued_before", nil, number(statement?.queuedBefore)),
      Field("set_aside_before", nil, number(statement?.setAsideBefore)),
      Field("sealed", nil, number(statement?.sealed)), Field("withdrawals", nil, number(statement?.withdrawals)),
      Field("given", "Given", number(statement?.given)),
      Field("receipted", "Receipted", number(statement?.receipted)),
      Field("withdrawn", "Withdrawn", number(statement?.withdrawn)),
      Field("set_aside", "Set aside", number(statement?.setAsideNow)),
      Field("queued", "Queued", number(statement?.queuedNow)), Field("state", "Sums", state),
      Field("signature_holds", nil, isSigned.map { .flag($0) } ?? .absent),
      Field("statement", nil, response.map { .digest($0.statement) } ?? .absent),
      Field("signature", nil, response.map { .digest($0.signature) } ?? .absent),
      Field("certificate", nil, response.map { .digest($0.certificate) } ?? .absent),
    ])
  }
}
