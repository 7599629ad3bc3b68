import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kioskd

/// Whoever wants an adult to come gets one, and nothing tells what they said.
@Suite struct StaffCallTests {
  @Test func pressingAgainIsTheSameCall() {
    var call = StaffCall()
    let now = ContinuousClock.now
    #expect(!call.isCalled)
    let signals = [.zero, StaffCall.pressPause - .milliseconds(1), StaffCall.pressPause].map {
      call.press(at: now + $0)
    }
    #expect(signals == [true, false, true])
    #expect(call.isCalled)
    call.answer()
    #expect(!call.isCalled)
    let isNew = call.press(at: now + StaffCall.pressPause)
    #expect(isNew)
  }

  @Test func aCallThatNobodyAnswersIsOver() {
    var call = StaffCall()
    let now = ContinuousClock.now
    _ = call.press(at: now)
    call.elapse(at: now + StaffCall.longest - .milliseconds(1))
    #expect(call.isCalled)
    call.elapse(at: now + StaffCall.longest)
    #expect(!call.isCalled)
  }

  /// A help command that writes a line for each call.
  func withCommand(_ body: (TestRoom, () -> [String]) async throws -> Void) async throws {
    try await TestRoom.withFolder { folder in
      let (script, log) = (folder + "/page-staff", folder + "/calls")
      try TestRoom.write(
        "#!/bin/sh\ncat > /dev/null\necho \"$# $1 $KIOSK_DEVICE $(env | wc -l)\" >> \(log)\n", to: script)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      try await TestRoom.withPages(settings: ["help_command": "\(script) $HOME;ls"]) { room in
        try await body(room) {
          let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
          return text.split(separator: "\n").map(String.init)
        }
      }
    }
  }

  @Test func staffAreToldUntilTheyAnswer() async throws {
    try await withCommand { room, calls in
      func isCalled() async throws -> Bool {
        try await room.onDevice { try await $0.unary(ControlMethods.getStatus, .init()).status.isStaffCalled }
      }
      #expect(try await room.get("/api/now").json()["canCallStaff"] as? Bool == true)
      #expect(try await !isCalled())
      #expect(try await room.post("/api/call", "{}").text == "{}")
      #expect(try await isCalled())
      #expect(try await room.get("/api/now").json()["staffCalled"] as? Bool == true)
      try await room.eventually("the command has run") { calls().count == 1 }
      // No shell read its words, and around it is little: PATH, LANG, the device, and what sh adds.
      let words = calls()[0].split(separator: " ").map(String.init)
      #expect(words.prefix(2) == ["1", "$HOME;ls"])
      #expect(words.contains("Room"))
      #expect(Int(words.last ?? "").map { $0 <= 8 } == true)
      // Again, at once, and by the other way in.
      _ = try await room.post("/api/call", "{}")
      _ = try await room.onDevice { try await $0.unary(CaptureMethods.callStaff, .init()) }
      try await Task.sleep(for: .milliseconds(300))
      #expect(calls().count == 1)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.answerCall, .init()) }
      #expect(try await !isCalled())
      _ = try await room.post("/api/call", "{}")
      try await room.eventually("the command has run again") { calls().count == 2 }
    }
  }

  @Test func nothingOfItIsWrittenDown() async throws {
    try await withCommand { room, calls in
      func files() throws -> [String: Data] {
        let folder = room.directory + "/device"
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return Dictionary(
          uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: folder + "/" + $0) ?? Data()) })
      }
      try await room.submit("something else")
      // The queue tidies up after itself behind the answer.
      try await room.eventually("the disk is quiet") {
        let seen = try files()
        try await Task.sleep(for: .milliseconds(300))
        return try files() == seen
      }
      let before = try files()
      _ = try await room.post("/api/call", "{}")
      try await room.eventually("the command has run") { calls().count == 1 }
      #expect(try files() == before)
    }
  }

  @Test func aCallThatDoesNotGetThroughIsSaidToBeSo() async throws {
    for settings in [["help_command": "/bin/false"], [:]] {
      try await TestRoom.withPages(settings: settings) { room in
        let answer = try await room.post("/api/call", "{}")
        #expect(answer.status == 503)
        let isCalled = try await room.get("/api/now").json()["staffCalled"] as? Bool
        #expect(isCalled == false)
      }
    }
  }

  /// A command that fails slowly: whoever presses again meanwhile is not told that somebody comes.
  @Test func pressingAgainHearsWhatBecameOfTheCall() async throws {
    try await TestRoom.withFolder { folder in
      let script = folder + "/page-staff"
      try TestRoom.write("#!/bin/sh\nsleep 1\nexit 1\n", to: script)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      try await TestRoom.withPages(settings: ["help_command": script]) { room in
        async let first = room.post("/api/call", "{}")
        try await room.eventually("staff are called") {
          try await room.get("/api/now").json()["staffCalled"] as? Bool == true
        }
        let second = try await room.post("/api/call", "{}")
        #expect(try await first.status == 503)
        #expect(second.status == 503)
        #expect(try await room.get("/api/now").json()["staffCalled"] as? Bool == false)
      }
    }
  }

  @Test func nobodyIsPromisedACallThatIsNotHeard() async throws {
    try await TestRoom.withPages { room in
      func canCall() async throws -> Bool? { try await room.get("/api/now").json()["canCallStaff"] as? Bool }
      #expect(try await canCall() == false)
      let watching = Task {
        try await room.onDevice { channel in
          try await channel.serverStream(ControlMethods.watchEvents, .init(), deadline: .seconds(30)) { _ in }
        }
      }
      try await room.eventually("somebody watches") { try await canCall() == true }
      watching.cancel()
      try await room.eventually("nobody watches") { try await canCall() == false }
    }
  }
}
