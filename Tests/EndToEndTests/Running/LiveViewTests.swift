import Foundation
import KioskCore
import KioskRPC
import Testing

/// The facilitator's view on a real device, as it stands on a screen.
@Suite(.enabled(if: Screen.isThere, "skipped: there is no tmux; install it with scripts/deps"))
struct LiveViewTests {
  private static let program = Daemon.products + "/kiosk-ctl"

  @Test(.timeLimit(.minutes(5))) func aSessionIsRunFromIt() async throws {
    try await World.with { world in
      let device = try await Self.device(in: world)
      try await Self.rehearse(device)
      let screen = try await Screen("\(Self.program) session run --socket \(device.socket)", in: world)
      try await screen.shows("opened: n begins the first activity")
      try await screen.shows("as the room")
      #expect(try await screen.text.hasPrefix("REHEARSAL  session "))
      #expect(try await screen.value(of: "cursor_flag") == "0")

      try await screen.press("n")
      try await screen.shows("running, step 1: What works (talk)")
      try await screen.shows("9:5")
      try await screen.press("p")
      try await screen.shows("paused, step 1")
      try await screen.shows("left, standing still")
      try await screen.press("e")
      try await screen.shows("14:5")
      try await screen.press("p")
      try await screen.shows("running, step 1")
      try await screen.press("k")
      try await screen.shows("break, then step 1")
      try await screen.press("n")
      try await screen.shows("running, step 2: What next (plan)")
      try await screen.press("n")
      try await screen.shows("next: this is the last activity. Lock the session, or close it")
      try await screen.press("b")
      try await screen.shows("running, step 1")

      try await screen.resize(width: 60, height: 10)
      try await eventually("it fits a smaller window") {
        let lines = try await screen.text.split(separator: "\n")
        return lines.count <= 10 && lines.contains { $0.hasPrefix("c close") || $0.contains("q quit") }
      }

      try await screen.press("c")
      try await screen.shows("Close the session?")
      try await screen.press("n")
      try await screen.shows("Nothing was done.")
      try await screen.press("q")
      try await screen.shows("it ended with 0")
      try await Self.expectInOrder(screen)
      #expect(try await device.whatsOn.session?.phase == .running, "the session goes on")
    }
  }

  @Test(.timeLimit(.minutes(5))) func aDeviceThatIsAwayIsSaidAndComesBack() async throws {
    try await World.with { world in
      let device = try await Self.device(in: world)
      try await Self.rehearse(device)
      let screen = try await Screen("\(Self.program) session run --socket \(device.socket)", in: world)
      try await screen.shows("as the room")
      await device.daemon.kill()
      try await screen.shows("away: cannot be reached")
      try await screen.press("n")
      try await screen.shows("next: ")
      try await device.daemon.start()
      try await screen.shows("as the room")
      // Ctrl-C leaves it as q does.
      try await screen.press("C-c")
      try await screen.shows("it ended with 0")
      try await Self.expectInOrder(screen)
    }
  }

  /// The second device is reached as staff reach it; it is stopped while the room goes on.
  @Test(.timeLimit(.minutes(5))) func aDeviceThatComesBackFollowsTheRoom() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      var (devices, options): ([Device], [String]) = ([], [])
      for name in ["one", "two"] {
        let address = HostPort(host: "127.0.0.1", port: try Ports.free())
        devices.append(
          try await Device.start(in: world, enrolledAt: store, named: name, settings: ["listen": address.description]))
        try await devices[devices.count - 1].loadPack(try Self.pack(world))
        options += ["--kiosk", address.description]
      }
      options += ["--credentials", "\(world.directory)/\(store.daemon.name)-credentials/staff"]
      let run = options
      try await eventually("both are reached by staff") {
        try await ChildProcess.run(Self.program, ["session", "rehearse", "workshop"] + run).exit == .code(0)
      }
      let screen = try await Screen("\(Self.program) session run \(run.joined(separator: " "))", in: world)
      try await eventually("both stand as the room") {
        try await screen.text.components(separatedBy: "as the room").count == 3
      }
      try await devices[1].daemon.stop()
      try await screen.shows("away: cannot be reached")
      try await screen.shows("not every device is reached")
      try await screen.press("n")
      try await screen.shows("running, step 1")
      try await devices[1].daemon.start()
      try await eventually("the second has followed") { try await devices[1].whatsOn.session?.phase == .running }
      try await eventually("both stand as the room") {
        try await screen.text.components(separatedBy: "as the room").count == 3
      }
      // One that misses the close is not left with the session on, nor are the others brought back into it.
      try await devices[1].daemon.stop()
      try await screen.shows("away: cannot be reached")
      try await screen.press("c")
      try await screen.shows("Close the session?")
      try await screen.press("y")
      try await screen.shows("closed: the devices are on drop-in")
      try await devices[1].daemon.start()
      try await eventually("the second is closed too") { try await devices[1].whatsOn.session == nil }
      #expect(try await devices[0].whatsOn.session == nil)
      try await screen.press("q")
      try await screen.shows("it ended with 0")
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: [SIGTERM, SIGHUP, SIGINT])
  func aSignalLeavesTheTerminalInOrder(signal: Int32) async throws {
    try await World.with { world in
      let device = try await Self.device(in: world)
      try await Self.rehearse(device)
      let note = "\(world.directory)/pid"
      let screen = try await Screen(
        "sh -c 'echo $$ > \(note); exec \(Self.program) session run --socket \(device.socket)'", in: world)
      try await screen.shows("as the room")
      let text = try String(contentsOfFile: note, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
      kill(try #require(pid_t(text)), signal)
      try await screen.shows("it ended with \(signal == SIGINT ? 0 : 13)")
      try await Self.expectInOrder(screen)
    }
  }

  @Test(.timeLimit(.minutes(5))) func withoutATerminalItSaysWhatElseThereIs() async throws {
    try await World.with { world in
      let device = try await Self.device(in: world)
      let (output, exit) = try await ChildProcess.run(Self.program, ["session", "run", "--socket", device.socket])
      #expect(exit == .code(3))
      #expect(output.contains("needs a terminal") && output.contains("session status") && !output.contains("\u{1B}"))
    }
  }

  @Test(.timeLimit(.minutes(5))) func aLineOfJSONStandsForEachChange() async throws {
    try await World.with { world in
      let device = try await Self.device(in: world)
      let log = "\(world.directory)/lines"
      let process = try ChildProcess(
        Self.program, ["session", "run", "--json", "--socket", device.socket], environment: [:], log: log)
      func lines() -> [Substring] { ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n") }
      try await eventually("it has said how it stands") { lines().count == 1 }
      try await Self.rehearse(device)
      try await eventually("it has said what changed") { lines().count == 2 }
      #expect(lines()[1].contains(#""state":"opened","rehearsal":true"#))
      process.send(SIGINT)
      #expect(try await process.ended() == .code(0))
    }
  }

  /// Cursor, screen, wrapping and typing are as a shell expects them.
  private static func expectInOrder(_ screen: Screen) async throws {
    #expect(try await screen.value(of: "cursor_flag") == "1")
    #expect(try await screen.value(of: "alternate_on") == "0")
    #expect(try await screen.value(of: "wrap_flag") == "1")
    let settings = try await ChildProcess.check("stty", "-F", try await screen.device, "-a")
    let words = settings.split(whereSeparator: \.isWhitespace)
    for word in ["icanon", "echo", "isig", "opost"] { #expect(words.contains { $0 == word }, "\(word) is off") }
  }

  private static func device(in world: World) async throws -> Device {
    let store = try await StoreServer.start(in: world)
    let device = try await Device.start(in: world, enrolledAt: store)
    try await device.loadPack(try pack(world))
    return device
  }

  private static func rehearse(_ device: Device) async throws {
    try await ChildProcess.check(program, "session", "rehearse", "workshop", "--socket", device.socket)
  }

  private static func pack(_ world: World) throws -> [UInt8] {
    func text(_ text: String) -> LocalizedText { LocalizedText(["en": text]) }
    var pack = try World.pack(revision: 2)
    pack.agendas.append(
      Pack.Agenda(
        id: "workshop", title: text("A workshop"),
        activities: [("talk", "What works"), ("plan", "What next")].map { id, title in
          Activity(id: id, title: text(title), minutes: 10, prompts: [Prompt(id: id + "-first", text: text("What?"))])
        }))
    return try SignedPack(pack, signedBy: world.packKey).fileBytes()
  }
}
