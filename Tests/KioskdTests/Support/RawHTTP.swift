import Foundation
import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// One connection to the pages' server, on which a test sends what it likes.
final class RawHTTP: @unchecked Sendable {
  /// What came back. (The class is used by one task at a time, for which the compiler has no word.)
  struct Reply: Sendable {
    let status: Int
    /// By their names in lower case.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    func json() throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
    }

    /// The code of an error.
    var code: String? { ((try? json())?["error"] as? [String: Any])?["code"] as? String }
  }

  struct Closed: Error {}

  private let descriptor: CInt
  private var received: [UInt8] = []

  init(_ address: HostPort) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var target = sockaddr_in()
    target.sin_family = sa_family_t(AF_INET)
    target.sin_port = in_port_t(address.port).bigEndian
    inet_pton(AF_INET, address.host, &target.sin_addr)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &target) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
    }
    guard result == 0 else { throw Closed() }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
  }

  deinit { close(descriptor) }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) async throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        done += count
      } else {
        guard errno == EAGAIN else { throw Closed() }
        try await Task.sleep(for: .milliseconds(2))
      }
    }
  }

  /// Whether the other side has closed it; what it sends meanwhile is kept.
  var isClosed: Bool {
    while true {
      switch readSome() {
      case 0: return true
      case let count where count < 0: return errno != EAGAIN
      default: continue
      }
    }
  }

  /// Reads a whole reply.
  func reply(headOnly: Bool = false, within time: Duration = .seconds(10)) async throws -> Reply {
    let head = String(decoding: try await read(upTo: Array("\r\n\r\n".utf8), within: time), as: UTF8.self)
    let lines = head.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    let fields = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      return (parts[0].lowercased(), parts.count > 1 ? parts[1] : "")
    }
    let headers = Dictionary(fields) { $1 }
    let length = headOnly ? 0 : headers["content-length"].flatMap(Int.init) ?? 0
    let end = ContinuousClock.now + time
    while received.count < length { try await more(until: end) }
    let body = Array(received.prefix(length))
    received.removeFirst(length)
    return Reply(
      status: lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, headers: headers, body: body)
  }

  /// Reads up to and with a mark.
  func read(upTo mark: [UInt8], within time: Duration = .seconds(10)) async throws -> [UInt8] {
    let end = ContinuousClock.now + time
    while true {
      if let range = received.firstRange(of: mark) {
        defer { received.removeFirst(range.upperBound) }
        return Array(received[..<range.upperBound])
      }
      try await more(until: end)
    }
  }

  private func more(until end: ContinuousClock.Instant) async throws {
    let count = readSome()
    if count > 0 { return }
    guard count < 0, errno == EAGAIN, ContinuousClock.now < end else { throw Closed() }
    try await Task.sleep(for: .milliseconds(2))
  }

  private func readSome() -> Int {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    return count
  }
}
