import KioskRPC
import Logging
import Testing

@testable import KioskCore
@testable import kioskd

/// What staff, a second laptop, a device that was away and somebody on the socket can do to a session, and must not.
@Suite struct SessionAttackTests {
  let session = SessionTests()

  func adopt(_ room: TestRoom, _ other: Session) async throws -> Session {
    try await room.onDevice { try await $0.unary(SessionMethods.adopt, AdoptSessionRequest(session: other)).session }
  }

  func code(_ body: () async throws -> Void) async -> KioskError.Code? { await session.code(body) }

  @Test func aStateThatCannotBeIsNotAdopted() async throws {
    try await session.ready { room in
      let opened = try await session.open(room, rehearsal: true)
      var wrong = opened
      wrong.phase = .running
      wrong.position = 60
      wrong.visited = [60]
      wrong.revision += 1
      var counted = opened
      counted.revision = Session.maximumRevision / 2
      let (impossible, huge) = (wrong, counted)
      #expect(await code { _ = try await adopt(room, impossible) } == .invalid)
      #expect(await code { _ = try await adopt(room, huge) } == .invalid)
      #expect(try await session.command(room, .next).position == 0)
    }
  }

  @Test func aRehearsalDoesNotBecomeReal() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let opened = try await session.open(room, rehearsal: true)
      let real = Session(id: opened.id, agenda: opened.agenda, packDigest: opened.packDigest, isRehearsal: false)
      var later = real
      later.revision = 9
      let changed = later
      #expect(await code { _ = try await adopt(room, changed) } == .conflict)
      #expect(try await session.get(room).session?.isRehearsal == true)
      // Nor does another real one slip past what is missing.
      let other = Session(id: "other", agenda: opened.agenda, packDigest: opened.packDigest, isRehearsal: false)
      #expect(await code { _ = try await adopt(room, other) } == .notReady)
    }
  }

  /// A device that was away while the room went on must not take it back.
  @Test func whatIsOverIsNotBroughtBack() async throws {
    try await session.ready { room in
      let first = try await session.open(room, "s1")
      let running = try await session.command(room, .next)
      try await session.command(room, .close)
      #expect(await code { _ = try await adopt(room, running) } == .conflict)
      try await session.open(room, "s2")
      try await session.command(room, .close)
      try await session.open(room, "s3")
      try await session.command(room, .close)
      for stale in [first, running] {
        var later = stale
        later.revision += 100
        let sent = later
        #expect(await code { _ = try await adopt(room, sent) } == .conflict)
      }
      #expect(try await session.get(room).session?.id == "s3")
    }
  }

  /// Time closes a session; a state from a moment before, under the same number, must not open it again.
  @Test func equalCountsDoNotReopen() async throws {
    try await session.ready { room in
      try await session.open(room)
      let closed = try await session.command(room, .close)
      var locked = closed
      locked.phase = .locked
      locked.countdown = Countdown(left: 60, asOf: 0)
      let sent = locked
      #expect(await code { _ = try await adopt(room, sent) } == .conflict)
      #expect(try await session.get(room).session?.phase == .closed)
      #expect(try await adopt(room, closed).phase == .closed)
    }
  }

  /// A device that was away when the room closed, and on which staff have gone further alone.
  @Test func overIsOverHoweverFarAnotherHasGone() async throws {
    try await session.ready { room in
      try await session.open(room)
      let running = try await session.command(room, .next)
      let closed = try await session.command(room, .close)
      var further = running
      further.revision += 10
      let sent = further
      #expect(await code { _ = try await adopt(room, sent) } == .conflict)
      #expect(try await session.get(room).session?.phase == .closed)
      // And the other way round: the close wins over whoever is further on.
      try await session.open(room, "s2")
      for _ in 0..<2 { try await session.command(room, .next) }
      let on = try #require(try await session.get(room).session)
      let over = Session(
        id: on.id, agenda: on.agenda, packDigest: on.packDigest, isRehearsal: false, phase: .closed, position: 0,
        visited: [0], countdown: Countdown(left: 0), held: 0, revision: 3, lastCommand: closed.lastCommand)
      let answer = try await adopt(room, over)
      #expect(answer.phase == .closed && answer.revision == on.revision && answer.visited == [0, 1])
    }
  }

  @Test func whatWasAcknowledgedIsNotUndoneByWhoAdopts() async throws {
    try await session.ready { room in
      try await session.open(room)
      for _ in 0..<25 {
        let before = try #require(try await session.get(room).session)
        let command = SessionCommand.extend(1)
        if before.phase == .opened {
          try await session.command(room, .next)
          continue
        }
        let request = CommandSessionRequest(
          commandID: RandomBytes.make(16), session: before.id, revision: before.revision, command: command)
        async let adopted = code { _ = try await adopt(room, before) }
        let after = try await room.onDevice { try await $0.unary(SessionMethods.command, request).session }
        _ = await adopted
        #expect(try await session.get(room).session?.revision == after.revision)
      }
    }
  }

  @Test func aSessionWithoutItsPackCanBeEndedAndMended() async throws {
    try await session.ready { room in
      try await session.open(room)
      try await session.command(room, .next)
      let device = room.device.device
      let pack = try AtomicFile.read(try #require(device.files.enrolment(device.state.value.record)).pack)
      device.state.update { $0.pack = nil }
      #expect(await code { try await session.command(room, .pause) } == .notReady)
      // The session's own pack is taken while it is on; then it goes on.
      _ = try room.device.keeper.loadPack(pack, later: false)
      #expect(try await session.command(room, .pause).phase == .paused)
      device.state.update { $0.pack = nil }
      #expect(try await session.command(room, .lock(60)).phase == .locked)
      #expect(try await session.command(room, .close).phase == .closed)
    }
  }

  @Test func theSessionBeforeIsRemembered() async throws {
    try await session.ready { room in
      try await session.open(room, "s1")
      try await session.command(room, .next)
      try await session.submit(room, "one", session: "s1")
      try await session.command(room, .close)
      try await session.open(room, "s2")
      // Who began in it may finish, and it counts there.
      try await session.submit(room, "one", session: "s1")
      let keeper = room.device.keeper
      let statement = try await keeper.statement(of: "s1")
      #expect(statement.session == "s1" && statement.sealedInSession == 2 && statement.agrees)
      #expect(await code { _ = try await keeper.statement() } == .notReady)
      #expect(await code { _ = try await keeper.statement(of: "s9") } == .notFound)
      // So it is after a restart.
      let again = try SessionKeeper(
        device: room.device.device, queue: room.device.queue, hasHelpRoute: true, clock: SessionClock(),
        logger: Logger(label: "test"))
      #expect(again.view.value.previous?.id == "s1")
      #expect(await code { _ = try await again.statement(of: "s1") } == nil)
    }
  }

  @Test func numbersUnderTenAreHiddenBeforeTheFirstSessionToo() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      for _ in 0..<3 { try await session.submit(room, "drop-in", session: "") }
      let shown = try await session.get(room)
      #expect(shown.areNumbersHidden && shown.sealed == 0 && shown.queued == 0)
    }
  }
}
