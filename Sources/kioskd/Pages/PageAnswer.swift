import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import NIOCore

/// What goes back to the browser, whole.
struct PageAnswer: Sendable {
  static let json = "application/json"

  var status = HTTPResponse.Status.ok
  let type: String
  let bytes: ByteBuffer
  /// The methods that the address takes, where it was another.
  var allowed: String?

  private struct Failure: Encodable {
    struct Body: Encodable {
      let code: String
      let message: String
    }

    let error: Body
  }

  init(type: String, bytes: ByteBuffer) {
    self.type = type
    self.bytes = bytes
  }

  /// A value as JSON.
  init(_ value: some Encodable) throws {
    self.init(type: Self.json, bytes: ByteBuffer(bytes: try Self.encode(value)))
  }

  init(_ failure: PageFailure, allowed: String? = nil) throws {
    try self.init(Failure(error: .init(code: failure.code, message: failure.message)))
    status = failure.status
    self.allowed = allowed
  }

  /// The head and the body; a request for the head alone gets no body.
  func response(headOnly: Bool = false) -> Response {
    var headers = PageHeaders.common
    headers[.contentType] = type
    headers[.contentLength] = String(bytes.readableBytes)
    headers[.allow] = allowed
    return Response(status: status, headers: headers, body: headOnly ? .init() : .init(byteBuffer: bytes))
  }

  /// JSON on one line.
  static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
