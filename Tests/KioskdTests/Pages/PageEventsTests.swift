import Foundation
import KioskRPC
import Synchronization
import Testing

@testable import KioskCore
@testable import kioskd

/// A page hears what is on, and is not told what it can count itself.
@Suite struct PageEventsTests {
  final class Stream {
    private let connection: RawHTTP

    init(_ room: TestRoom) async throws {
      connection = try RawHTTP(room.pagesAddress)
      try await connection.send(room.request("GET", "/api/events"))
    }

    /// The next snapshot; nil when none comes in time.
    func next(within time: Duration = .seconds(5)) async throws -> [String: Any]? {
      guard (try? await connection.read(upTo: Array("event: now\ndata: ".utf8), within: time)) != nil else {
        return nil
      }
      let line = try await connection.read(upTo: Array("\n\n".utf8))
      return try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    }

    func beat(within time: Duration) async throws -> Bool {
      (try? await connection.read(upTo: Array("\n:\n\n".utf8), within: time)) != nil
    }
  }

  func session(_ now: [String: Any]?) -> [String: Any]? { now?["session"] as? [String: Any] }

  @discardableResult
  func command(_ room: TestRoom, _ command: SessionCommand) async throws -> Session {
    let session = try #require(room.device.keeper.view.value.session)
    return try room.device.keeper.command(
      CommandSessionRequest(
        commandID: RandomBytes.make(16), session: session.id, revision: session.revision, command: command))
  }

  func rehearse(_ room: TestRoom) async throws {
    _ = try await room.device.keeper.open(
      OpenSessionRequest(commandID: RandomBytes.make(16), session: "s1", agenda: "day", isRehearsal: true))
  }

  /// Long before the next beat.
  @Test func itHearsAtOnceWhatWasPublished() async throws {
    try await TestRoom.withPages { room in
      let stream = try await Stream(room)
      #expect((try await stream.next()?["feedback"] as? [Any])?.isEmpty == true)
      try room.device.device.loadFeedback(room.feedbackFile(1, items: 2), from: .store)
      #expect((try await stream.next()?["feedback"] as? [Any])?.count == 2)
    }
  }

  @Test func itFollowsTheSession() async throws {
    try await TestRoom.withPages { room in
      let stream = try await Stream(room)
      let first = try #require(try await stream.next())
      #expect(first["session"] is NSNull)
      #expect((first["activities"] as? [[String: Any]])?.map { $0["id"] as? String } == ["drop-in"])
      try await rehearse(room)
      #expect(session(try await stream.next())?["phase"] as? String == "opened")
      try await command(room, .next)
      let running = try await stream.next()
      #expect(session(running)?["phase"] as? String == "running")
      #expect(session(running)?["rehearsal"] as? Bool == true)
      #expect((running?["activities"] as? [[String: Any]])?.first?["id"] as? String == "one")
      // Time passes, and nobody is told.
      #expect(try await stream.next(within: .seconds(3)) == nil)
      try room.device.keeper.setGroup("2", people: 4)
      let grouped = try await stream.next()
      #expect(session(grouped)?["group"] as? String == "2")
      #expect(session(grouped)?["people"] as? Int == 4)
      #expect((grouped?["activities"] as? [[String: Any]])?.first?["box"] as? String == "2")
      try room.device.keeper.setGroup("2", people: 3)
      #expect(session(try await stream.next())?["people"] as? Int == 3)
      try await command(room, .takeBreak(600))
      let pause = session(try await stream.next())
      #expect(pause?["phase"] as? String == "break")
      #expect((pause?["backAt"] as? String)?.count == 5)
      try await command(room, .close)
      #expect(try await stream.next()?["session"] is NSNull)
    }
  }

  @Test func thereIsABeatWhereNothingChanges() async throws {
    try await TestRoom.withPages { room in
      let stream = try await Stream(room)
      _ = try await stream.next()
      #expect(try await !stream.beat(within: .seconds(10)))
      #expect(try await stream.beat(within: .seconds(8)))
    }
  }

  @Test func itEndsWithTheDaemon() async throws {
    var left: RawHTTP?
    let begun = ContinuousClock.now
    try await TestRoom.withPages { room in
      let connection = try RawHTTP(room.pagesAddress)
      try await connection.send(room.request("GET", "/api/events"))
      _ = try await connection.read(upTo: Array("event: now\n".utf8))
      left = connection
    }
    #expect(left?.isClosed == true)
    #expect(ContinuousClock.now - begun < .seconds(8))
  }

  @Test func theSnapshotHasTheSettings() async throws {
    let settings = [
      "readers": "Ann and Bob", "language": "gd", "text_size": "xl", "contrast": "high", "idle_seconds": "90",
    ]
    try await TestRoom.withPages(helpRoute: "Tell any adult | Childline 0800 1111", settings: settings) { room in
      let now = try await room.get("/api/now").json()
      #expect(now["version"] as? String == KioskVersion.current)
      #expect(now["helpRoutes"] as? [String] == ["Tell any adult", "Childline 0800 1111"])
      #expect(now["readers"] as? [String: String] == ["gd": "Ann and Bob"])
      let defaults = try #require(now["defaults"] as? [String: Any])
      #expect(defaults["language"] as? String == "gd")
      #expect(defaults["size"] as? String == "xl")
      #expect(defaults["contrast"] as? String == "high")
      #expect(defaults["idleSeconds"] as? Int == 90)
      #expect((defaults["graceSeconds"] as? Int ?? 0) >= 20)
      #expect((now["programme"] as? [String: Any])?["id"] as? String == "test")
      #expect((now["languages"] as? [[String: Any]])?.first?["tag"] as? String == "en")
      #expect(now["accepting"] as? Bool == true)
      #expect(now["canSpeak"] as? [String] == [])
    }
  }

  @Test func smallNumbersAreNotPromised() async throws {
    try await TestRoom.withPages { room in
      for count in 1...11 {
        try await room.submit("number \(count)")
        let promises = try await room.get("/api/promises").json()
        // What the first look of the day found, whatever is said after it.
        #expect(promises["sealed"] is NSNull && promises["receipted"] is NSNull)
      }
      let promises = try await room.get("/api/promises").json()
      let key = try #require(room.device.device.state.value.key)
      #expect(promises["fingerprint"] as? String == key.fingerprint.hexadecimal)
      #expect((promises["packDigest"] as? String)?.count == 64)
    }
  }

  @Test func theTotalsAreThoseOfTheDaysFirstLook() async throws {
    try await TestRoom.withPages { room in
      let day = Mutex<UInt32>(20_500)
      let totals = TotalsOfTheDay { day.withLock(\.self) }
      func sealed() async throws -> UInt64? {
        PagePromises(room.device.device.state.value, try await totals.totals(of: room.device.queue)).sealed
      }
      for number in 1...10 { try await room.submit("number \(number)") }
      #expect(try await sealed() == 10)
      for number in 11...21 { try await room.submit("number \(number)") }
      #expect(try await sealed() == 10)
      day.withLock { $0 += 1 }
      #expect(try await sealed() == 20)
    }
  }
}
