import KioskCore
import KioskRPC

/// The devices that a session runs on, called all at once.
struct Room: Sendable {
  /// One device: what people call it, and how it is reached.
  struct Member: Sendable {
    let name: String
    let target: RPCChannel.Target
  }

  /// What came of a call to one device.
  struct Answer<Value: Sendable>: Sendable {
    let member: Member
    let result: Result<Value, KioskError>

    var value: Value? { try? result.get() }
  }

  /// How long one device may take: a person waits for all of them.
  static let deadline = Duration.seconds(10)

  /// How long it may take to say how the session stands there. Who needs longer is away, and holds up nobody.
  static let lookDeadline = Duration.seconds(3)

  let members: [Member]

  /// Calls every device, or some of them; the answers come in the order of the devices.
  func each<Value: Sendable>(
    of some: [Member]? = nil, _ body: @escaping @Sendable (RPCChannel) async throws -> Value
  ) async -> [Answer<Value>] {
    let asked = some ?? members
    return await withTaskGroup(of: (Int, Answer<Value>).self) { tasks in
      for (index, member) in asked.enumerated() {
        tasks.addTask { (index, Answer(member: member, result: await Self.call(member, body))) }
      }
      var answers: [Int: Answer<Value>] = [:]
      for await (index, answer) in tasks { answers[index] = answer }
      return asked.indices.compactMap { answers[$0] }
    }
  }

  private static func call<Value: Sendable>(
    _ member: Member, _ body: @escaping @Sendable (RPCChannel) async throws -> Value
  ) async -> Result<Value, KioskError> {
    do throws(KioskError) {
      return .success(try await RPCChannel.with(member.target, peer: member.name, body))
    } catch {
      return .failure(error)
    }
  }

  /// How the session stands on every device.
  func sessions() async -> [Answer<GetSessionResponse>] {
    await each { try await $0.unary(SessionMethods.get, GetSessionRequest(), deadline: Self.lookDeadline) }
  }
}
