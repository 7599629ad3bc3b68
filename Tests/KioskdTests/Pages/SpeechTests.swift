import Foundation
import KioskCore
import Testing

@testable import kioskd

/// Texts are read aloud, and nobody else gets to see them.
@Suite struct SpeechTests {
  static let hasVoices = FileManager.default.isExecutableFile(atPath: "/usr/bin/espeak-ng")

  func body(_ text: String, _ language: String = "en") throws -> String {
    let data = try JSONSerialization.data(withJSONObject: ["language": language, "text": text])
    return String(decoding: data, as: UTF8.self)
  }

  func ready(_ room: TestRoom) async throws {
    try await room.eventually("there are voices") {
      room.device.pages?.listener.speaker.languages.value.isEmpty == false
    }
  }

  @Test(.enabled(if: hasVoices, "skipped: there is no espeak-ng"))
  func aTextIsReadAloud() async throws {
    try await TestRoom.withPages(settings: ["speech_command": "espeak-ng"]) { room in
      try await ready(room)
      let now = try await room.get("/api/now").json()
      for language in try #require(now["canSpeak"] as? [String]) {
        let reply = try await room.post("/api/speech", body("What is working well? <b>&\u{7} -h", language))
        #expect(reply.status == 200)
        #expect(reply.headers["content-type"] == "audio/wav")
        #expect(reply.body.count > 10_000)
        let length = reply.body[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(length == reply.body.count - 8)
      }
      let sentence = "I want people who listen to what we say and then do something about it. "
      let longest = String(repeating: sentence, count: 1 + Speaker.maximumText / sentence.utf8.count)
        .prefix(Speaker.maximumText)
      #expect(try await room.post("/api/speech", body(String(longest))).status == 200)
      #expect(try await room.post("/api/speech", body(longest + "a")).code == "invalid")
      // Numbers take longer to say than to write.
      let slow = String(repeating: "777777 ", count: Speaker.maximumText / 7)
      #expect(try await room.post("/api/speech", body(slow)).code == "invalid")
      #expect(try await room.post("/api/speech", body(" \n")).code == "invalid")
      #expect(try await room.post("/api/speech", body("Guten Tag", "de")).code == "notReady")
    }
  }

  /// A program that says how it was called, and takes its time.
  func withProgram(_ body: (TestRoom, String) async throws -> Void) async throws {
    try await TestRoom.withFolder { folder in
      let (script, log) = (folder + "/speak", folder + "/log")
      let text = """
        #!/bin/sh
        if [ "$1" = --voices ]; then echo "Pty Language"; echo " 5 gd --/M x y"; exit; fi
        echo "$@" >> \(log)
        tr '\\0' '\\n' < /proc/$$/environ >> \(log)
        cat > \(folder)/stdin
        sleep 1
        printf 'RIFF\\377\\377\\377\\177WAVEfmt \\002\\000\\000\\000xxdata\\377\\377\\377\\177abcd'
        """
      try TestRoom.write(text, to: script)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      try await TestRoom.withPages(settings: ["speech_command": script]) { room in
        try await ready(room)
        try await body(room, folder)
      }
    }
  }

  @Test func theTextGoesThroughAPipeOnly() async throws {
    try await withProgram { room, folder in
      let reply = try await room.post("/api/speech", body("somebody's secret", "gd"))
      #expect(reply.status == 200)
      #expect(reply.body.suffix(8) == [4, 0, 0, 0] + Array("abcd".utf8))
      #expect(try String(contentsOfFile: folder + "/stdin", encoding: .utf8) == "somebody's secret")
      let log = try String(contentsOfFile: folder + "/log", encoding: .utf8)
      #expect(log.contains("-v gd"))
      #expect(!log.contains("secret"))
      #expect(!log.contains("HOME="))
      #expect(try await room.post("/api/speech", body("Hello", "en")).code == "notReady")
    }
  }

  @Test func oneIsReadAtOnce() async throws {
    try await withProgram { room, _ in
      let codes = try await withThrowingTaskGroup(of: String?.self) { tasks in
        for _ in 0..<5 { tasks.addTask { try await room.post("/api/speech", body("Halò", "gd")).code } }
        return try await tasks.reduce(into: []) { $0.append($1) }
      }
      // A second each, and nobody waits for more than two.
      #expect(codes.contains(nil) && codes.contains("busy"))
    }
  }

  @Test func lengthsAreMended() {
    let head = Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVE".utf8)
    let format = Array("fmt ".utf8) + [2, 0, 0, 0, 1, 2]
    let data = Array("data".utf8) + [255, 255, 255, 127, 9, 9, 9]
    let mended = WaveFile.withLengths(head + format + data)
    #expect(mended?[4..<8] == [25, 0, 0, 0])
    #expect(mended?.suffix(7) == [3, 0, 0, 0, 9, 9, 9])
    for wrong in [[], head, head + format, head + Array("fmt ".utf8) + [255, 0, 0, 0, 1], Array("ID3".utf8) + data] {
      #expect(WaveFile.withLengths(wrong) == nil)
    }
  }
}

@Suite struct ChildProgramTests {
  func code(_ body: () async throws(KioskError) -> Void) async -> KioskError.Code? {
    do { try await body() } catch { return error.code }
    return nil
  }

  @Test func itRunsToItsEnd() async throws {
    let program = try #require(ChildProgram("cat  -u"))
    #expect(try await program.run(input: [1, 2, 3], outputLimit: 3, timeLimit: .seconds(5)) == [1, 2, 3])
    #expect(
      await code { () async throws(KioskError) in
        _ = try await program.run(input: [1, 2, 3, 4], outputLimit: 3, timeLimit: .seconds(5))
      } == .full)
    #expect(ChildProgram(" \t") == nil)
  }

  @Test(arguments: ["false", "/nonexistent/program", "nonexistent-program"])
  func whatFailsIsAnError(_ words: String) async throws {
    let program = try #require(ChildProgram(words))
    #expect(program.isThere == (words == "false"))
    #expect(
      await code { () async throws(KioskError) in
        _ = try await program.run(outputLimit: 10, timeLimit: .seconds(5))
      } == .unreachable)
  }

  /// With what it has started itself.
  @Test func whatTakesTooLongIsEnded() async throws {
    try await TestRoom.withFolder { folder in
      let script = folder + "/slow"
      try TestRoom.write("#!/bin/sh\nsleep 3 && touch \(folder)/late\n", to: script)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
      let program = try #require(ChildProgram(script))
      let begun = ContinuousClock.now
      #expect(
        await code { () async throws(KioskError) in
          _ = try await program.run(outputLimit: 10, timeLimit: .milliseconds(300))
        } == .unreachable)
      #expect(ContinuousClock.now - begun < .seconds(2))
      try await Task.sleep(for: .seconds(3))
      #expect(!FileManager.default.fileExists(atPath: folder + "/late"))
    }
  }
}
