import Foundation
import KioskCore
import Testing

@testable import kioskd

/// What is served is what was there at the start, and nothing else on the disk.
@Suite struct PageFilesTests {
  func code(_ body: () throws(KioskError) -> Void) -> KioskError.Code? {
    do { try body() } catch { return error.code }
    return nil
  }

  func code(_ folder: String) -> KioskError.Code? {
    code { () throws(KioskError) in _ = try PageFiles(directory: folder) }
  }

  @Test func filesAreServedAsWhatTheyAre() async throws {
    try await TestRoom.withPages { room in
      for (path, type) in [
        ("/", "text/html; charset=utf-8"), ("/index.html", "text/html; charset=utf-8"),
        ("/app/main.js?v=1", "text/javascript; charset=utf-8"), ("/style/base.css", "text/css; charset=utf-8"),
      ] {
        let reply = try await room.get(path)
        #expect(reply.status == 200)
        #expect(reply.headers["content-type"] == type)
        #expect(reply.headers["x-content-type-options"] == "nosniff")
        #expect(reply.headers["cache-control"] == "no-store")
        #expect(reply.headers["referrer-policy"] == "no-referrer")
        #expect(reply.headers["content-security-policy"]?.hasPrefix("default-src 'none'; script-src 'self';") == true)
        #expect(reply.headers["permissions-policy"]?.contains("geolocation=()") == true)
        #expect(reply.headers["set-cookie"] == nil)
      }
      #expect(try await room.get("/app/main.js").text == TestRoom.files["app/main.js"])
      let connection = try RawHTTP(room.pagesAddress)
      // Two requests on one connection: what belongs to the first does not run into the second.
      try await connection.send(room.request("HEAD", "/app/main.js") + room.request("GET", "/style/base.css"))
      let head = try await connection.reply(headOnly: true)
      #expect(head.headers["content-length"] == "16")
      #expect(try await connection.reply().text == "p{}")
    }
  }

  @Test func nothingElseIsReached() async throws {
    try await TestRoom.withPages { room in
      for path in [
        "/../device/device.json", "/app/../../device/device.json", "/%2e%2e/device/device.json", "//etc/passwd",
        "/app", "/app/", "/app/main.js/", "/app//main.js", "/App/main.js", "/app\\main.js", "/index.html%00",
        "/app/main%2ejs", "/api", "/api/", "/api/nothing", "/.", "/..",
      ] {
        let reply = try await room.get(path)
        #expect(reply.status == 404 || reply.status == 400, "\(path): \(reply.status)")
        #expect(!reply.text.contains("enrolment"))
      }
      // Nor what came after the start.
      try TestRoom.write("later", to: room.directory + "/later.html")
      #expect(try await room.get("/later.html").status == 404)
    }
  }

  @Test func linksLeadNowhere() async throws {
    try await TestRoom.withFolder { folder in
      try TestRoom.write("x", to: folder + "/index.html")
      #expect(code(folder) == nil)
      try FileManager.default.createSymbolicLink(atPath: folder + "/a.html", withDestinationPath: "/etc/passwd")
      #expect(code(folder) == .invalid)
      try FileManager.default.removeItem(atPath: folder + "/a.html")
      try FileManager.default.createSymbolicLink(atPath: folder + "/etc", withDestinationPath: "/etc")
      #expect(code(folder) == .invalid)
    }
  }

  @Test func theyAreBoundedInAll() async throws {
    try await TestRoom.withFolder { folder in
      func fill(_ count: Int) throws {
        try TestRoom.write(String(repeating: "x", count: count), to: folder + "/a.js")
      }
      try TestRoom.write("x", to: folder + "/index.html")
      try fill(PageFiles.maximumBytes - 1)
      #expect(code(folder) == nil)
      try fill(PageFiles.maximumBytes)
      #expect(code(folder) == .invalid)
      try fill(1)
      for index in 0..<PageFiles.maximumFiles - 2 { try TestRoom.write("", to: folder + "/\(index).js") }
      #expect(code(folder) == nil)
      try TestRoom.write("", to: folder + "/one-more.js")
      #expect(code(folder) == .invalid)
    }
  }

  @Test func foldersStandOnlySoDeep() async throws {
    try await TestRoom.withFolder { folder in
      try TestRoom.write("x", to: folder + "/index.html")
      try TestRoom.write("x", to: folder + "/a/b/c/d/x.js")
      #expect(code(folder) == nil)
      try TestRoom.write("x", to: folder + "/a/b/c/d/e/x.js")
      #expect(code(folder) == .invalid)
    }
  }

  @Test func whatIsLeftLyingThereIsNotServed() async throws {
    try await TestRoom.withFolder { folder in
      for name in ["index.html", ".index.html.swp", ".git/x.js", "index.html~", "notes.txt", "a b.html", "x"] {
        try TestRoom.write("x", to: folder + "/" + name)
      }
      #expect(try PageFiles(directory: folder).count == 1)
    }
  }

  @Test func pagesThatAreMissingKeepItFromStarting() async throws {
    #expect(code("/nonexistent") == .notFound)
    let error = await #expect(throws: KioskError.self) {
      try await TestRoom.withPages(settings: ["pages_directory": "/nonexistent"]) { _ in }
    }
    #expect(error?.code == .notFound)
    // Where they are off nobody looks for them.
    try await TestRoom.with(enrolled: false, settings: ["pages_directory": "/nonexistent"]) { room in
      #expect(room.device.pages == nil)
    }
  }
}
