import Foundation
import KioskRPC
import Logging
import Testing

@testable import KioskCore
@testable import kiosk_store
@testable import kioskd

/// A session on a device, from its opening to its statement.
@Suite struct SessionTests {
  func get(_ room: TestRoom) async throws -> GetSessionResponse {
    try await room.onDevice { try await $0.unary(SessionMethods.get, .init()) }
  }

  @discardableResult
  func open(_ room: TestRoom, _ id: String = "s1", rehearsal: Bool = false) async throws -> Session {
    let request = OpenSessionRequest(
      commandID: RandomBytes.make(16), session: id, agenda: "day", isRehearsal: rehearsal)
    return try await room.onDevice { try await $0.unary(SessionMethods.open, request).session }
  }

  /// Has a test envelope opened, as a coordinator would.
  func testKey(_ room: TestRoom) async throws {
    let bytes = try await room.onDevice { try await $0.unary(SessionMethods.makeTestEnvelope, .init()).envelope }
    let contribution = try EnvelopeSeal.open(try Envelope(decoding: bytes), with: room.collectionKey)
    guard case .words(let words) = contribution.content else { return }
    #expect(contribution.labels.isRehearsal)
    _ = try await room.onDevice {
      try await $0.unary(SessionMethods.confirmTestEnvelope, .init(words: words.exposed))
    }
  }

  @discardableResult
  func command(
    _ room: TestRoom, _ command: SessionCommand, id: [UInt8] = RandomBytes.make(16)
  ) async throws -> Session {
    let session = try #require(try await get(room).session)
    let request = CommandSessionRequest(
      commandID: id, session: session.id, revision: session.revision, command: command)
    return try await room.onDevice { try await $0.unary(SessionMethods.command, request).session }
  }

  func submit(_ room: TestRoom, _ activity: String, session: String = "s1") async throws {
    let request = SubmitRequest(
      activity: activity, prompt: activity == "drop-in" ? "first" : activity + "-prompt",
      content: .words(try Words("Better working together")), session: session)
    _ = try await room.onDevice { try await $0.unary(CaptureMethods.submit, request) }
  }

  func code(_ body: () async throws -> Void) async -> KioskError.Code? {
    do { try await body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  /// A room in which a session can be opened for real.
  func ready(_ body: (TestRoom) async throws -> Void) async throws {
    try await TestRoom.with(minimum: 1000, helpRoute: "Tell any adult here") { room in
      try await testKey(room)
      try await body(room)
    }
  }

  @Test func itIsNotOpenedForRealWhileSomethingIsMissing() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      #expect(try await get(room).missing == [.helpRoute, .collectionKey])
      #expect(await code { try await open(room) } == .notReady)
      try await testKey(room)
      #expect(try await get(room).missing == [.helpRoute])
      #expect(await code { try await open(room) } == .notReady)
      // A rehearsal needs none of it.
      #expect(try await open(room, rehearsal: true).isRehearsal)
    }
    try await ready { room in
      let missing = try await get(room).missing
      #expect(missing == [])
      #expect(try await open(room).phase == .opened)
    }
  }

  @Test func onlyWhatStandsInTheTestEnvelopeConfirmsIt() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let wrong = ConfirmTestEnvelopeRequest(words: "01234567890123456789")
      func confirm() async throws {
        _ = try await room.onDevice { try await $0.unary(SessionMethods.confirmTestEnvelope, wrong) }
      }
      #expect(await code(confirm) == .denied)
      _ = try await room.onDevice { try await $0.unary(SessionMethods.makeTestEnvelope, .init()) }
      #expect(await code(confirm) == .denied)
      #expect(try await get(room).missing.contains(.collectionKey))
      // It is not queued, and counts nowhere.
      #expect(room.device.queue.level.queued == 0)
      try await testKey(room)
      // It is written down, for this key.
      let again = try Device(directory: room.directory + "/device", queueCapacity: 1)
      #expect(again.state.value.isKeyTested)
    }
  }

  @Test func contributionsCarryTheSessionsLabels() async throws {
    try await ready { room in
      _ = try await room.onDevice { try await $0.unary(SessionMethods.setGroup, .init(group: "7")) }
      try await open(room)
      try await command(room, .next)
      let on = try await room.onDevice { try await $0.unary(CaptureMethods.getWhatsOn, .init()).whatsOn }
      #expect(on.activities.map(\.id) == ["one"])
      #expect(on.session?.id == "s1" && on.session?.phase == .running && on.session?.group == "7")
      try await submit(room, "one")
      // Who had begun in the first may finish in the second.
      try await command(room, .next)
      try await submit(room, "one")
      try await submit(room, "two")
      #expect(await code { try await submit(room, "three") } == .notFound)
      #expect(await code { try await submit(room, "one", session: "s2") } == .notFound)
      try await command(room, .close)
      try await submit(room, "two")
      try await submit(room, "drop-in", session: "")
      let labels = try await room.sealedLabels()
      #expect(labels.map(\.activity).sorted() == ["drop-in", "one", "one", "two", "two"])
      let inSession = labels.filter { $0.activity != "drop-in" }
      #expect(inSession.allSatisfy { $0.session == "s1" && $0.group == "7" && $0.box == "7" && !$0.isRehearsal })
      #expect(labels.first { $0.activity == "drop-in" }?.session == "")
    }
  }

  /// Whoever wants the group left out has it left out.
  @Test func theGroupCanBeLeftOutOfTheLabels() async throws {
    try await ready { room in
      _ = try await room.onDevice { try await $0.unary(SessionMethods.setGroup, .init(group: "7")) }
      try await open(room)
      try await command(room, .next)
      let request = SubmitRequest(
        activity: "one", prompt: "one-prompt", content: .feeling(try Feeling(level: 3)), session: "s1",
        isWithoutGroup: true)
      _ = try await room.onDevice { try await $0.unary(CaptureMethods.submit, request) }
      let labels = try await room.sealedLabels()
      #expect(labels.map(\.activity) == ["one"] && labels[0].session == "s1")
      #expect(labels[0].group.isEmpty && labels[0].box.isEmpty)
    }
  }

  @Test func aRehearsalIsMarkedInsideTheSeal() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      try await open(room, rehearsal: true)
      try await command(room, .next)
      try await submit(room, "one")
      #expect(try await room.sealedLabels().allSatisfy(\.isRehearsal))
    }
  }

  /// What was answered stands on the disk: another process finds it as it was.
  @Test func itIsTheSameAfterARestartInEveryState() async throws {
    try await ready { room in
      try await open(room)
      for step: SessionCommand in [
        .next, .pause, .resume, .takeBreak(600), .extend(60), .resume, .goTo("three"), .back, .lock(600), .close,
      ] {
        let answered = try await command(room, step)
        let keeper = try SessionKeeper(
          device: room.device.device, queue: room.device.queue, hasHelpRoute: true, clock: SessionClock(),
          logger: Logger(label: "test"))
        let found = try #require(keeper.view.value.session)
        #expect(found.phase == answered.phase && found.position == answered.position)
        #expect(found.revision == answered.revision && found.visited == answered.visited)
        #expect(abs(found.countdown.left(at: keeper.clock.now) - answered.countdown.left) <= 2 || !found.isOn)
      }
    }
  }

  @Test func aDamagedFileIsKeptAndNobodyIsKeptFromSpeaking() async throws {
    try await ready { room in
      try await open(room)
      let path = room.device.device.files.session
      var bytes = try AtomicFile.read(path)
      bytes[40] ^= 1
      try AtomicFile.write(bytes, to: path)
      let keeper = try SessionKeeper(
        device: room.device.device, queue: room.device.queue, hasHelpRoute: true, clock: SessionClock(),
        logger: Logger(label: "test"))
      #expect(keeper.view.value.session == nil)
      #expect(try AtomicFile.read(path) == bytes)
      let pack = try #require(room.device.device.state.value.pack?.pack)
      #expect(keeper.admission(pack).offered.map(\.id) == ["drop-in"])
    }
  }

  @Test func aCommandThatIsSentAgainChangesNothing() async throws {
    try await ready { room in
      let opened = try await open(room)
      let id = RandomBytes.make(16)
      let request = CommandSessionRequest(
        commandID: id, session: "s1", revision: opened.revision, command: .next)
      for _ in 0..<3 {
        let session = try await room.onDevice { try await $0.unary(SessionMethods.command, request).session }
        #expect(session.position == 0 && session.revision == opened.revision + 1)
      }
      let stale = CommandSessionRequest(
        commandID: RandomBytes.make(16), session: "s1", revision: opened.revision, command: .next)
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(SessionMethods.command, stale) } } == .conflict)
    }
  }

  @Test func aDeviceTakesOverOnlyWhatIsNotBehindIt() async throws {
    try await ready { room in
      let opened = try await open(room)
      let agenda = try TestRoom.pack().agenda("day")!
      var ahead = opened
      for _ in 0..<2 { try ahead.handle(.next, of: agenda, at: 0) }
      func adopt(_ session: Session) async throws {
        let request = AdoptSessionRequest(session: session)
        _ = try await room.onDevice { try await $0.unary(SessionMethods.adopt, request) }
      }
      try await adopt(ahead)
      #expect(try await get(room).session?.position == 1)
      try await adopt(ahead)
      #expect(await code { try await adopt(opened) } == .conflict)
      // Another session does not push aside one that is real and on.
      let other = Session(id: "s2", agenda: "day", packDigest: opened.packDigest, isRehearsal: false)
      #expect(await code { try await adopt(other) } == .conflict)
      let strange = Session(id: "s1", agenda: "day", packDigest: [UInt8](repeating: 3, count: 32), isRehearsal: false)
      #expect(await code { try await adopt(strange) } == .notReady)
    }
  }

  @Test func thePackStaysWhileASessionIsOn() async throws {
    try await ready { room in
      try await open(room)
      var pack = try TestRoom.pack()
      pack.revision = 2
      let file = try SignedPack(pack, signedBy: room.packKey).fileBytes()
      let load = LoadPackRequest(signedPack: file)
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.loadPack, load) } } == .conflict)
      #expect(try room.device.keeper.loadPack(file, later: true) == nil)
      #expect(room.device.device.state.value.pack?.pack.revision == 1)
    }
  }

  @Test func theStatementAddsUpAndIsSigned() async throws {
    try await ready { room in
      try await submit(room, "drop-in", session: "")
      try await open(room)
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(SessionMethods.getStatement, .init()) } }
          == .notReady)
      try await command(room, .next)
      for _ in 0..<3 { try await submit(room, "one") }
      #expect(try await get(room).areNumbersHidden)
      for _ in 0..<7 { try await submit(room, "one") }
      let shown = try await get(room)
      #expect(!shown.areNumbersHidden && shown.sealed == 10)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      try await submit(room, "one")
      try await command(room, .close)
      let signed = try await room.onDevice { try await $0.unary(SessionMethods.getStatement, .init()) }
      let statement = try SessionStatement(decoding: signed.statement)
      #expect(statement.agrees)
      #expect(statement.sealedInSession == 11 && statement.queuedBefore == 1 && statement.receipted == 11)
      #expect(statement.queuedNow == 1 && statement.session == "s1" && statement.device == "Room 1")
      let authority = try #require(room.device.device.identity).authority
      #expect(signed.isSigned(under: authority))
      var forged = signed
      forged.statement[forged.statement.count - 1] ^= 1
      #expect(!forged.isSigned(under: authority))
    }
  }

  /// Whoever watches is told of everything that staff do, more time included, and not of time that passes.
  @Test func whoeverWatchesIsToldOfEachCommand() async throws {
    try await ready { room in
      let heard = Heard()
      let watching = Task {
        try await room.onDevice { channel in
          try await channel.serverStream(CaptureMethods.watchWhatsOn, .init(), deadline: .seconds(30)) { response in
            await heard.add(response.whatsOn.session)
          }
        }
      }
      try await room.eventually("the watch has begun") { await heard.count == 1 }
      try await open(room)
      try await room.eventually("the opening is told") { await heard.last?.phase == .opened }
      for step: SessionCommand in [.next, .extend(60), .pause, .resume] {
        let revision = try await command(room, step).revision
        try await room.eventually("\(step) is told") { await heard.last?.revision == revision }
      }
      let count = await heard.count
      try await Task.sleep(for: .milliseconds(1200))
      #expect(await heard.count == count)
      watching.cancel()
    }
  }

  private actor Heard {
    private var all: [WhatsOn.SessionOn?] = []
    var count: Int { all.count }
    var last: WhatsOn.SessionOn? { all.last ?? nil }
    func add(_ session: WhatsOn.SessionOn?) { all.append(session) }
  }

  @Test func groupsAreNumbers() async throws {
    try await TestRoom.with { room in
      for group in ["1", "99", ""] {
        _ = try await room.onDevice { try await $0.unary(SessionMethods.setGroup, .init(group: group)) }
        #expect(try await get(room).group == group)
      }
      for group in ["0", "100", "-1", "01", "a"] {
        #expect(
          await code {
            _ = try await room.onDevice { try await $0.unary(SessionMethods.setGroup, .init(group: group)) }
          }
            == .invalid)
      }
    }
  }
}

extension TestRoom {
  /// The labels of everything that waits on the device.
  func sealedLabels() async throws -> [Labels] {
    try await device.queue.batch(limit: 1000).map { try EnvelopeSeal.open($0, with: collectionKey).labels }
  }
}
