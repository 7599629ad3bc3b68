import KioskCore
import KioskRPC

/// A session on the devices of a room, kept together: one device, the one that is furthest on, carries out the command,
/// and the others take over how the session stands there. So a device that was away catches up with the next command,
/// and one that has done it already is not disturbed.
struct RoomSession: Sendable {
  /// How it stands on one device afterwards.
  typealias Answers = [Room.Answer<Session>]

  let room: Room

  /// Opens a session on all devices.
  /// - Throws: `.notReady` when something is missing on one of them; then none was opened.
  func open(agenda: String, isRehearsal: Bool, despiteClock: Bool) async throws(KioskError) -> Answers {
    let found = await room.sessions()
    if !isRehearsal {
      for answer in found {
        guard let missing = answer.value?.missing.filter({ !($0 == .clock && despiteClock) }), let first = missing.first
        else { continue }
        throw KioskError(
          .notReady,
          "\(answer.member.name): the session cannot be opened: "
            + missing.map(\.rawValue).joined(separator: ", "), nextStep: first.nextStep)
      }
    }
    guard let leader = found.first(where: { $0.value != nil })?.member else { throw Self.failure(found) }
    let request = OpenSessionRequest(
      commandID: RandomBytes.make(16), session: RandomBytes.make(8).hexadecimal, agenda: agenda,
      isRehearsal: isRehearsal, despiteClock: despiteClock)
    let led = await room.each(of: [leader]) { channel in
      try await channel.unary(SessionMethods.open, request, deadline: Room.deadline).session
    }
    return try await spread(led[0], despiteClock: despiteClock)
  }

  /// Carries out a command on all devices.
  /// - Throws: `.notReady` where no session is on, or what the leading device says.
  func command(_ command: SessionCommand) async throws(KioskError) -> Answers {
    let (leader, session) = try await leading()
    guard session.isOn else {
      guard command == .close else {
        throw KioskError(
          .notReady, "the session is closed on \(leader.name)", nextStep: "Close it everywhere: kiosk-ctl session sync")
      }
      return try await spread(Room.Answer(member: leader, result: .success(session)), despiteClock: false)
    }
    let request = CommandSessionRequest(
      commandID: RandomBytes.make(16), session: session.id, revision: session.revision, command: command)
    let led = await room.each(of: [leader]) { channel in
      try await Self.twice {
        try await channel.unary(SessionMethods.command, request, deadline: Room.deadline).session
      }
    }
    return try await spread(led[0], despiteClock: false)
  }

  /// Brings all devices to where the furthest is.
  func sync(despiteClock: Bool = false) async throws(KioskError) -> Answers {
    let (leader, session) = try await leading()
    return try await spread(Room.Answer(member: leader, result: .success(session)), despiteClock: despiteClock)
  }

  /// The device that is furthest on with the session of the room, and how it stands there: closed, if the others only
  /// missed the close.
  private func leading() async throws(KioskError) -> (Room.Member, Session) {
    let found = await room.sessions()
    let known = found.compactMap { answer in answer.value?.session.map { (answer.member, $0) } }
    let on = Set(known.filter { $0.1.isOn }.map(\.1.id))
    guard let id = on.first else {
      guard found.contains(where: { $0.value != nil }) else { throw Self.failure(found) }
      throw KioskError(.notReady, "no session is on", nextStep: "Open one: kiosk-ctl session open")
    }
    guard on.count == 1 else {
      throw KioskError(
        .conflict, "different sessions are on in this room",
        nextStep: "Close one with --kiosk: kiosk-ctl session close")
    }
    return known.filter { $0.1.id == id }.max { $0.1.revision < $1.1.revision }!
  }

  private func spread(
    _ led: Room.Answer<Session>, despiteClock: Bool
  ) async throws(KioskError) -> Answers {
    let session = try led.result.get()
    let start = ContinuousClock.now
    let others = room.members.filter { $0.name != led.member.name }
    let adopted = await room.each(of: others) { channel in
      try await Self.twice {
        // What is left is less by now.
        let passed = (ContinuousClock.now - start).components.seconds
        let request = AdoptSessionRequest(session: session.delayed(by: passed), despiteClock: despiteClock)
        return try await channel.unary(SessionMethods.adopt, request, deadline: Room.deadline).session
      }
    }
    let all = [led] + adopted
    return room.members.compactMap { member in all.first { $0.member.name == member.name } }
  }

  /// Once more when the answer was lost; it changes nothing the second time.
  private static func twice<R: Sendable>(_ body: () async throws -> R) async throws -> R {
    do {
      return try await body()
    } catch let error as KioskError where error.code == .unreachable {
      return try await body()
    }
  }

  private static func failure<Value>(_ answers: [Room.Answer<Value>]) -> KioskError {
    for answer in answers {
      if case .failure(let error) = answer.result { return error }
    }
    return KioskError(.notFound, "the room has no devices", nextStep: "Name one with --kiosk")
  }
}
