import Foundation
import KioskCore
import Testing

@testable import kioskd

/// A room whose device serves pages.
extension TestRoom {
  /// The pages of a test.
  static let files = [
    "index.html": "<!doctype html><title>A test</title>", "app/main.js": "export default 1", "style/base.css": "p{}",
  ]

  /// - Parameter settings: others than those that turn the pages on.
  static func withPages(
    enrolled: Bool = true, capacity: Int = 64, helpRoute: String? = nil, settings: [String: String] = [:],
    _ body: (TestRoom) async throws -> Void
  ) async throws {
    try await withFolder { folder in
      for (name, text) in files { try write(text, to: folder + "/" + name) }
      let own = ["pages": "127.0.0.1:0", "pages_directory": folder, "speech_command": ""]
      try await with(
        enrolled: enrolled, minimum: 1000, capacity: capacity, helpRoute: helpRoute,
        settings: own.merging(settings) { $1 }, body)
    }
  }

  /// A folder for as long as `body` runs.
  static func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/pages-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  static func write(_ text: String, to path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  /// Where the pages are.
  var pagesAddress: HostPort {
    get throws {
      let address = try #require(device.pages).address
      return try #require(HostPort(String(address.dropFirst("http://".count).dropLast())))
    }
  }

  /// The lines of a request, with the headers that our own pages send; empty ones are left out.
  func request(
    _ method: String, _ path: String, headers: [String: String] = [:], length: Int? = nil
  ) throws -> String {
    let own = try pagesAddress.description
    var fields = ["Host": own]
    if method == "POST" {
      fields["Origin"] = "http://" + own
      fields["X-Kiosk"] = "1"
      fields["Content-Type"] = "application/json"
      fields["Content-Length"] = length.map(String.init)
    }
    fields.merge(headers) { $1 }
    let lines = fields.filter { !$0.value.isEmpty }.map { "\($0.key): \($0.value)\r\n" }
    return "\(method) \(path) HTTP/1.1\r\n\(lines.sorted().joined())\r\n"
  }

  func get(_ path: String, headers: [String: String] = [:]) async throws -> RawHTTP.Reply {
    let connection = try RawHTTP(pagesAddress)
    try await connection.send(request("GET", path, headers: headers))
    return try await connection.reply()
  }

  func post(_ path: String, _ body: String, headers: [String: String] = [:]) async throws -> RawHTTP.Reply {
    let connection = try RawHTTP(pagesAddress)
    try await connection.send(request("POST", path, headers: headers, length: body.utf8.count) + body)
    return try await connection.reply()
  }

  /// A contribution as pages send it.
  static func contribution(
    _ text: String, submission: String = RandomBytes.make(16).hexadecimal, activity: String = "drop-in",
    wantsCode: Bool = false, boot: String = ""
  ) throws -> String {
    let object: [String: Any] = [
      "submission": submission, "session": "", "activity": activity, "prompt": "first", "language": "en",
      "boot": boot, "stakeholder": "", "group": "", "withoutGroup": false, "wantsCode": wantsCode,
      "content": ["way": "words", "text": text],
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
  }
}
