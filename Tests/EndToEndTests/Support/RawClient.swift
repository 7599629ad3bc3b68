import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC

/// A gRPC client that sends any bytes as a message, and sees the status as it comes.
struct RawClient: Sendable {
  private let client: GRPCClient<HTTP2ClientTransport.Posix>

  /// Runs `body` with a client of a Unix socket.
  static func with<R: Sendable>(socket: String, _ body: @Sendable (RawClient) async throws -> R) async throws -> R {
    try await with(
      .http2NIOPosix(target: .unixDomainSocket(path: socket), transportSecurity: .plaintext), body)
  }

  /// Runs `body` with a client of a server on the network.
  static func with<R: Sendable>(
    _ endpoint: HostPort, _ security: HTTP2ClientTransport.Posix.TransportSecurity,
    serverName: String = TLSIdentity.storeHostName, _ body: @Sendable (RawClient) async throws -> R
  ) async throws -> R {
    var config = HTTP2ClientTransport.Posix.Config.defaults
    config.http2.authority = serverName
    return try await with(
      .http2NIOPosix(
        target: .dns(host: endpoint.host, port: endpoint.port), transportSecurity: security, config: config), body)
  }

  private static func with<R: Sendable>(
    _ transport: HTTP2ClientTransport.Posix, _ body: @Sendable (RawClient) async throws -> R
  ) async throws -> R {
    let client = GRPCClient(transport: transport)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await client.runConnections() }
      defer { client.beginGracefulShutdown() }
      return try await body(RawClient(client: client))
    }
  }

  /// Sends messages as one call of a method.
  /// - Parameter open: how long the request stays without an end after them.
  /// - Returns: the status, nil when it is OK; and what came before it.
  func call(
    _ service: String, _ method: String, _ messages: [[UInt8]], keepingOpenFor open: Duration = .zero,
    deadline: Duration = .seconds(20)
  ) async -> (status: RPCError?, answers: [[UInt8]]) {
    var options = CallOptions.defaults
    options.timeout = deadline
    options.waitForReady = false
    options.maxRequestMessageBytes = 16 << 20
    let received = Received()
    do {
      try await client.bidirectionalStreaming(
        request: StreamingClientRequest { writer in
          // A server that answers early ends the stream; what it did not want to hear need not be sent.
          for message in messages { try? await writer.write(message) }
          try? await Task.sleep(for: open)
        },
        descriptor: MethodDescriptor(fullyQualifiedService: service, method: method), serializer: AsTheyAre(),
        deserializer: AsTheyAre(), options: options
      ) { response in
        for try await answer in response.messages { await received.add(answer) }
      }
      return (nil, await received.answers)
    } catch let status as RPCError {
      return (status, await received.answers)
    } catch {
      return (RPCError(code: .unknown, message: "\(error)"), await received.answers)
    }
  }

  private actor Received {
    var answers: [[UInt8]] = []
    func add(_ answer: [UInt8]) { answers.append(answer) }
  }

  private struct AsTheyAre: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }
    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
      bytes.withUnsafeBytes { Array($0) }
    }
  }
}

extension RPCError {
  /// The code that the project's own clients act on.
  var kioskError: String? { metadata[stringValues: "kiosk-error"].first { _ in true } }
}

/// Protobuf's encoding, by hand, to write what no encoder would.
enum Proto {
  /// A length-delimited field.
  static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(bytes.count) + bytes
  }

  /// A field that holds text.
  static func field(_ number: Int, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }

  /// A number.
  static func varint(_ value: Int) -> [UInt8] {
    var rest = UInt64(bitPattern: Int64(value))
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}
