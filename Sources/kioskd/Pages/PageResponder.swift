import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import KioskCore
import NIOCore

/// Answers a request: a file of the pages, or what the bridge does.
struct PageResponder: Sendable {
  /// Longest body in bytes: a drawing of 60,000 in Base64, with 16 KB for all other fields, whose texts take up to six
  /// times their length where JSON escapes them.
  static let maximumBody = 96 << 10

  private static let readMethods = "GET, HEAD"

  let gate: PageGuard
  let files: PageFiles
  let bridge: PageBridge
  let events: PageEvents

  func respond(_ request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
    let path = Self.path(of: request.head)
    do throws(PageFailure) {
      try gate.check(request.head)
      if path == "/api/events" {
        guard request.method == .get else { throw .otherMethod }
        guard events.take() else { throw .busy }
      }
    } catch {
      return try await send(try PageAnswer(error, allowed: Self.allowed(at: path)), to: writer, for: request)
    }
    guard path != "/api/events" else {
      defer { events.give() }
      return try await events.respond(writer, on: channel)
    }
    try await send(try await answer(request, at: path, on: channel), to: writer, for: request)
  }

  private func send(_ answer: PageAnswer, to writer: consuming ResponseWriter, for request: Request) async throws {
    let response = answer.response(headOnly: request.method == .head)
    try await writer.write(response: response.head, body: response.body)
  }

  private func answer(_ request: Request, at path: String, on channel: any Channel) async throws -> PageAnswer {
    do {
      switch request.method {
      case .get, .head: return try await read(path)
      case .post:
        guard Self.isCall(path) else { throw files[path] == nil ? PageFailure.notFound : .otherMethod }
        var body = try await Self.body(of: request)
        defer { body.resetBytes(in: body.startIndex..<body.endIndex) }
        return try await call(path, body, on: channel)
      default: throw PageFailure.otherMethod
      }
    } catch let failure as PageFailure {
      return try PageAnswer(failure, allowed: failure == .otherMethod ? Self.allowed(at: path) : nil)
    } catch let error as KioskError {
      return try PageAnswer(PageFailure(error))
    }
  }

  private func read(_ path: String) async throws -> PageAnswer {
    switch path {
    case "/api/now": return try bridge.snapshot()
    case "/api/promises": return try await bridge.promises()
    case _ where Self.isCall(path): throw PageFailure.otherMethod
    default:
      guard let file = files[path] else { throw PageFailure.notFound }
      return PageAnswer(type: file.type, bytes: file.bytes)
    }
  }

  /// Does what is asked. Nobody waits for a voice who has gone.
  private func call(_ path: String, _ body: Data, on channel: any Channel) async throws -> PageAnswer {
    switch path {
    case "/api/contributions": return try await bridge.contribute(body)
    case "/api/withdrawals": return try await bridge.withdraw(body)
    case "/api/call": return try await bridge.call(body)
    default:
      let speaking = Task { try await bridge.speak(body) }
      channel.closeFuture.whenComplete { _ in speaking.cancel() }
      return try await speaking.value
    }
  }

  private static func isCall(_ path: String) -> Bool {
    ["/api/contributions", "/api/withdrawals", "/api/call", "/api/speech"].contains(path)
  }

  private static func allowed(at path: String) -> String {
    isCall(path) ? "POST" : path == "/api/events" ? "GET" : readMethods
  }

  /// The address without its query, which nothing here reads.
  private static func path(of head: HTTPRequest) -> String {
    let text = head.path ?? ""
    return text.firstIndex(of: "?").map { String(text[..<$0]) } ?? text
  }

  private static func body(of request: Request) async throws -> Data {
    if let length = request.headers[.contentLength].flatMap(Int.init), length > maximumBody {
      throw PageFailure.tooLong
    }
    var body = Data()
    for try await part in request.body {
      body.append(contentsOf: part.readableBytesView)
      guard body.count <= maximumBody else { throw PageFailure.tooLong }
    }
    return body
  }
}
