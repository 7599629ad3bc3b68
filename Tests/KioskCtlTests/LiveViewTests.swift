import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_ctl

@Suite struct LiveViewTests {
  static let sizes = [(80, 24), (60, 10), (200, 50), (30, 5), (10, 2), (1, 1)]
  static let long = String(repeating: "Ward of the \u{1B}[31m long \u{202E}name\n 長い名前 👩‍👧 ", count: 6)
  let now = ContinuousClock.now

  static func session(_ phase: Session.Phase, revision: Int = 0, rehearsal: Bool = true) throws -> Session {
    let activities = ["talk", "plan"].map { id in
      Activity(id: id, title: LocalizedText(["en": "Title"]), minutes: 10, prompts: [])
    }
    let agenda = Pack.Agenda(id: "workshop", title: LocalizedText(["en": "A"]), activities: activities)
    var session = Session(id: "ab12", agenda: "workshop", packDigest: [], isRehearsal: rehearsal)
    let commands: [SessionCommand] =
      switch phase {
      case .opened: []
      case .running: [.next]
      case .paused: [.next, .pause]
      case .onBreak: [.next, .takeBreak(300)]
      case .locked: [.next, .lock(86_400)]
      case .closed: [.next, .close]
      }
    for command in commands + Array(repeating: .extend(60), count: revision) {
      try session.handle(command, of: agenda, at: 1_700_000_000)
    }
    return session
  }

  func look(
    _ session: Session?, device: String = "Kiosk", sealed: UInt32 = 12, hidden: Bool = false, activity: Activity? = nil
  ) -> LiveRoom.Look {
    let response = GetSessionResponse(
      session: session, group: "3", sealed: hidden ? 0 : sealed, receipted: hidden ? 0 : sealed - 1,
      areNumbersHidden: hidden, device: device)
    return LiveRoom.Look(response: response, activity: activity, at: now)
  }

  func view(_ looks: [Result<LiveRoom.Look, KioskError>]) -> LiveView {
    var room = LiveRoom(looks.indices.map { "192.0.2.\($0):7442" })
    for (index, look) in looks.enumerated() { _ = room.note(look, of: index) }
    return LiveView(room)
  }

  func texts(_ view: LiveView, _ width: Int = 80, _ height: Int = 24, after seconds: Int = 0) -> [String] {
    view.lines(width: width, height: height, at: now + .seconds(seconds)).map(\.text)
  }

  @Test(arguments: Session.Phase.allCases, [1, 3, 20])
  func everythingStaysWithinItsSize(phase: Session.Phase, count: Int) throws {
    var activity = Activity(id: "talk", title: LocalizedText(["en": Self.long]), prompts: [])
    activity.kind = .discussion
    let session = try Self.session(phase)
    for (width, height) in Self.sizes {
      for name in ["Kiosk", Self.long] {
        var view = view(
          (0..<count).map { index in
            index % 3 == 2
              ? .failure(KioskError(.unreachable, Self.long))
              : .success(look(session, device: name, hidden: index % 2 == 1, activity: activity))
          })
        view.message = (Self.long, .bad)
        let lines = texts(view, width, height)
        #expect(lines.count <= height)
        for line in lines {
          #expect(LiveText.width(line) <= width)
          #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{202E}" })
        }
      }
    }
  }

  @Test(arguments: zip(Session.Phase.allCases, ["n begins", "step 1", "step 1", "then step 1", "late", "drop-in"]))
  func everyPhaseIsTold(phase: Session.Phase, words: String) throws {
    let lines = texts(view([.success(look(try Self.session(phase)))]))
    #expect(lines[0] == "REHEARSAL  session ab12, agenda workshop")
    #expect(lines[1].hasPrefix(phase.rawValue) && lines[1].contains(words))
    let resumes = [.paused, .onBreak, .locked].contains(phase)
    #expect(lines.contains { $0.contains("p \(resumes ? "resume" : "pause")") })
    let real = texts(view([.success(look(try Self.session(phase, rehearsal: false)))]))
    #expect(real[0] == "session ab12, agenda workshop")
  }

  @Test func timePassesBetweenTwoAnswers() throws {
    let running = view([.success(look(try Self.session(.running)))])
    #expect(texts(running)[2] == "10:00 left")
    #expect(texts(running, after: 61)[2] == "8:59 left")
    #expect(texts(running, after: 605)[2] == "-0:05 over the time")
    let paused = view([.success(look(try Self.session(.paused)))])
    #expect(texts(paused, after: 61)[2] == "10:00 left, standing still")
    let onBreak = view([.success(look(try Self.session(.onBreak)))])
    #expect(texts(onBreak, after: 301)[2] == "0:00 left of the break")
    #expect(texts(view([.success(look(try Self.session(.opened)))]))[2] == "no time runs")
  }

  @Test func theActivityIsNamedWhereADeviceTells() throws {
    let activity = Activity(id: "talk", title: LocalizedText(["en": "What works"]), prompts: [])
    let lines = texts(view([.success(look(try Self.session(.running), activity: activity))]))
    #expect(lines[1] == "running, step 1: What works (talk)")
  }

  @Test func eachDeviceIsToldBesideTheRoom() throws {
    let session = try Self.session(.running, revision: 1)
    let lines = texts(
      view([
        .success(look(session, device: "One")), .success(look(try Self.session(.running), device: "Two")),
        .success(look(nil, device: "Three")),
        .failure(KioskError(.unreachable, "192.0.2.3:7442 did not answer in time")),
      ]))
    #expect(lines[5].hasPrefix("One ") && lines[5].contains("as the room") && lines[5].contains("12        11"))
    #expect(lines[6].hasPrefix("Two ") && lines[6].contains("behind"))
    #expect(lines[7].hasPrefix("Three ") && lines[7].contains("on drop-in") && !lines[7].contains("12"))
    #expect(lines[8].hasPrefix("192.0.2.3:7442 ") && lines[8].contains("away: did not answer in time"))
    #expect(lines[9].hasPrefix("all ") && lines[9].contains("not every device is reached"))
  }

  /// A sum beside the numbers of the others would tell the one that is hidden.
  @Test func noSumTellsWhatADeviceHides() throws {
    let session = try Self.session(.running)
    let open = texts(view([.success(look(session, sealed: 12)), .success(look(session, sealed: 30))]))
    #expect(open.contains { $0.hasPrefix("all ") && $0.contains("42        40") })
    let hidden = texts(view([.success(look(session, sealed: 12)), .success(look(session, sealed: 7, hidden: true))]))
    #expect(hidden.contains { $0.contains("under 10  under 10") })
    #expect(hidden.contains { $0.hasPrefix("all ") && $0.contains("not shown") })
    #expect(!hidden.contains { $0.contains("19") || $0.contains(" 7 ") })
  }

  @Test func devicesAtTheEndMakeWay() throws {
    let session = try Self.session(.running)
    let twenty = view((0..<20).map { .success(look(session, device: "Kiosk \($0)")) })
    let lines = texts(twenty)
    #expect(lines.count == 24)
    #expect(lines.contains { $0 == "… and 5 more" } && lines.contains { $0.hasPrefix("Kiosk 14 ") })
    #expect(lines.last?.contains("q quit") == true)
    let low = texts(twenty, 60, 10)
    #expect(low.count == 10 && low.contains("… and 19 more") && low.contains { $0.hasPrefix("Kiosk 0 ") })
    #expect(!texts(twenty, 200, 50).contains { $0.contains("more ") && $0.hasPrefix("…") })
    // Where no device fits, how the session stands does.
    #expect(texts(twenty, 60, 4)[1].hasPrefix("running"))
  }

  @Test func beforeAnyAnswerAndWithoutASession() {
    #expect(texts(LiveView(LiveRoom(["a:1"])))[0] == "Asking the devices")
    #expect(texts(view([.success(look(nil))]))[0] == "No session is on")
    #expect(texts(view([.failure(KioskError(.unreachable, "gone"))]))[0] == "No device is reached")
  }
}
