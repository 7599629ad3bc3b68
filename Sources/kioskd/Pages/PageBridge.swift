import FoundationEssentials
import KioskCore
import KioskRPC
import NIOCore

/// What pages ask for, over the capture path that all clients share.
struct PageBridge: Sendable {
  private struct Code: Decodable { let code: String }
  private struct Empty: Codable {}
  private struct Speech: Decodable {
    let language: String
    let text: String
  }
  private struct Taken: Encodable {
    let code: String
    let alreadyTaken: Bool
  }

  let now: PageNow
  let totals: TotalsOfTheDay

  /// What is on.
  func snapshot() throws -> PageAnswer { try PageAnswer(now.snapshot()) }

  /// What is promised here, to check.
  func promises() async throws -> PageAnswer {
    try PageAnswer(PagePromises(now.device.state.value, try await totals.totals(of: now.queue)))
  }

  /// Takes a contribution; returns when it will survive a power cut.
  func contribute(_ body: Data) async throws -> PageAnswer {
    let contribution = try Self.decode(PageContribution.self, body)
    guard contribution.boot.isEmpty || contribution.boot == now.boot else { throw PageFailure.restarted }
    let response = try await now.capturer.submit(contribution.request())
    return try PageAnswer(Taken(code: response.withdrawalCode, alreadyTaken: response.wasTakenBefore))
  }

  /// Takes a contribution back.
  func withdraw(_ body: Data) async throws -> PageAnswer {
    let code = try Self.decode(Code.self, body).code
    try await now.capturer.withdraw(WithdrawRequest(withdrawalCode: code))
    return try PageAnswer(Empty())
  }

  /// Calls for staff.
  func call(_ body: Data) async throws -> PageAnswer {
    _ = try Self.decode(Empty.self, body)
    try await now.calls.call()
    return try PageAnswer(Empty())
  }

  /// Reads a text aloud.
  func speak(_ body: Data) async throws -> PageAnswer {
    let speech = try Self.decode(Speech.self, body)
    let wave = try await now.speaker.speak(speech.text, in: speech.language)
    return PageAnswer(type: "audio/wav", bytes: ByteBuffer(bytes: wave))
  }

  /// What could not be read is not said: it holds what somebody wrote.
  private static func decode<Value: Decodable>(_ type: Value.Type, _ body: Data) throws -> Value {
    do { return try JSONDecoder().decode(type, from: body) } catch { throw PageFailure.malformed }
  }
}
