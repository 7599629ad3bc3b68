import KioskCore
import KioskRPC

/// A session on the devices of a room, kept together: one device, the one that is furthest on, carries out the command,
/// and the others take over how the session stands there. So a device that was away catches up with the next command,
/// and one that has done it already is not disturbed.
struct RoomSession: Sendable {
  /// How it stands on one device afterwards.
  typealias Answers = [Room.Answer<Session>]

  let room: Room

  /// How somebody saw the session when they decided what to do.
  struct Seen: Sendable, Equatable {
    let id: String
    let revision: UInt64

    init(_ session: Session) {
      id = session.id
      revision = session.revision
    }
  }

  /// Opens a session on all devices.
  /// - Throws: `.notReady` when something is missing on one of them, `.conflict` when a real session is on there; then
  ///   none was opened.
  func open(agenda: String, isRehearsal: Bool, despiteClock: Bool) async throws(KioskError) -> Answers {
    let found = await room.sessions()
    for answer in found { try answer.checkOpening(isRehearsal: isRehearsal, despiteClock: despiteClock) }
    guard let leader = found.first(where: { $0.value != nil })?.member else { throw Self.failure(found) }
    let request = OpenSessionRequest(
      commandID: RandomBytes.make(16), session: RandomBytes.make(8).hexadecimal, agenda: agenda,
      isRehearsal: isRehearsal, despiteClock: despiteClock)
    let led = await room.each(of: [leader]) { channel in
      try await Self.twice { try await channel.unary(SessionMethods.open, request, deadline: Room.deadline).session }
    }
    return try await spread(led[0], to: found, despiteClock: despiteClock)
  }

  /// Carries out a command on all devices.
  /// - Parameter seen: how the session stood for whoever commands; nil for however it stands.
  /// - Throws: `.notReady` where no session is on, `.conflict` when it stands otherwise, or what the leading device says.
  func command(_ command: SessionCommand, seen: Seen? = nil) async throws(KioskError) -> Answers {
    let found = await room.sessions()
    let (leader, session) = try leading(found)
    guard seen.map({ $0 == Seen(session) }) ?? true else {
      throw KioskError(.conflict, "the session has gone on meanwhile", nextStep: "Look again, and press again")
    }
    guard session.isOn else {
      guard command == .close else {
        throw KioskError(
          .notReady, "the session is closed on \(leader.name)", nextStep: "Close it everywhere: kiosk-ctl session sync")
      }
      return try await spread(
        Room.Answer(member: leader, result: .success(session)), to: found, despiteClock: false)
    }
    let request = CommandSessionRequest(
      commandID: RandomBytes.make(16), session: session.id, revision: session.revision, command: command)
    let led = await room.each(of: [leader]) { channel in
      try await Self.twice {
        try await channel.unary(SessionMethods.command, request, deadline: Room.deadline).session
      }
    }
    return try await spread(led[0], to: found, despiteClock: false)
  }

  /// Brings all devices to where the furthest is.
  func sync(despiteClock: Bool = false) async throws(KioskError) -> Answers {
    let found = await room.sessions()
    let (leader, session) = try leading(found)
    return try await spread(
      Room.Answer(member: leader, result: .success(session)), to: found, despiteClock: despiteClock)
  }

  /// The device that is furthest on with the session of the room, and how it stands there: closed, if the others only
  /// missed the close. Where a real session is on, rehearsals give way to it.
  private func leading(_ found: [Room.Answer<GetSessionResponse>]) throws(KioskError) -> (Room.Member, Session) {
    let known = found.compactMap { answer in answer.value?.session.map { (answer.member, $0) } }
    let on = known.map(\.1).filter(\.isOn)
    let real = on.filter { !$0.isRehearsal }
    // What is closed on one device is over, also where somebody has gone on with it alone.
    let over = Set(known.map(\.1).filter { !$0.isOn }.map(\.id))
    let all = Set((real.isEmpty ? on : real).map(\.id))
    let candidates = all.isSubset(of: over) ? all : all.subtracting(over)
    guard let id = candidates.first else {
      guard found.contains(where: { $0.value != nil }) else { throw Self.failure(found) }
      throw KioskError(
        .notReady, known.isEmpty ? "no session is on" : "no session is on: the last is closed",
        nextStep: "Open one: kiosk-ctl session open")
    }
    guard candidates.count == 1 else {
      throw KioskError(
        .conflict, "different sessions are on in this room",
        nextStep: "Close one with --kiosk: kiosk-ctl session close")
    }
    // The one that is closed, then the one that is furthest on: nothing brings a closed session back.
    func rank(_ session: Session) -> (Int, UInt64) { (session.isOn ? 0 : 1, session.revision) }
    return known.filter { $0.1.id == id }.max { rank($0.1) < rank($1.1) }!
  }

  /// Has the other devices take over how the session stands on one. Those that did not answer a moment ago are away:
  /// nobody waits for them again.
  private func spread(
    _ led: Room.Answer<Session>, to found: [Room.Answer<GetSessionResponse>], despiteClock: Bool
  ) async throws(KioskError) -> Answers {
    let session = try led.result.get()
    let start = ContinuousClock.now
    let others = found.filter { $0.value != nil && $0.member.name != led.member.name }.map(\.member)
    let adopted = await room.each(of: others) { channel in
      try await Self.twice {
        // What is left is less by now.
        let passed = (ContinuousClock.now - start).components.seconds
        let request = AdoptSessionRequest(session: session.delayed(by: passed), despiteClock: despiteClock)
        return try await channel.unary(SessionMethods.adopt, request, deadline: Room.deadline).session
      }
    }
    let all = [led] + adopted
    return found.compactMap { answer in
      all.first { $0.member.name == answer.member.name }
        ?? answer.error.map { Room.Answer(member: answer.member, result: .failure($0)) }
    }
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

extension Room.Answer<GetSessionResponse> {
  /// Looks whether a session can be opened on a device that answered.
  fileprivate func checkOpening(isRehearsal: Bool, despiteClock: Bool) throws(KioskError) {
    guard let value else { return }
    if let session = value.session, !session.givesWay() {
      throw KioskError(
        .conflict, "\(member.name): a session is on", nextStep: "Close it first: kiosk-ctl session close")
    }
    let missing = isRehearsal ? [] : value.missing.filter { !($0 == .clock && despiteClock) }
    guard let first = missing.first else { return }
    throw KioskError(
      .notReady,
      "\(member.name): the session cannot be opened: " + missing.map(\.rawValue).joined(separator: ", "),
      nextStep: first.nextStep)
  }
}
