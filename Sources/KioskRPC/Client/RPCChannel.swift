internal import GRPCCore
package import GRPCNIOTransportHTTP2Posix
package import KioskCore
package import NIOPosix

/// A connection to a peer, with typed calls. Every call has a deadline.
package struct RPCChannel: Sendable {
  /// How long a unary call may take unless told otherwise: long enough for a slow flush, short enough for a person.
  package static let usualDeadline = Duration.seconds(10)

  private let client: GRPCClient<HTTP2ClientTransport.Posix>
  /// What errors call the peer.
  package let peer: String

  /// Where a peer is.
  package enum Target: Sendable {
    /// A device's Unix socket.
    case unix(path: String)
    /// Across a network, with TLS.
    case tcp(HostPort, HTTP2ClientTransport.Posix.TransportSecurity, serverName: String)
  }

  /// Runs `body` with a channel, and closes it afterwards.
  /// - Throws: what `body` throws, or that the peer cannot be reached.
  package static func with<R: Sendable>(
    _ target: Target, peer: String, on group: MultiThreadedEventLoopGroup = .singletonMultiThreadedEventLoopGroup,
    _ body: @Sendable (RPCChannel) async throws -> R
  ) async throws(KioskError) -> R {
    do {
      let client = GRPCClient(transport: try transport(target, on: group))
      return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await client.runConnections() }
        defer { client.beginGracefulShutdown() }
        return try await body(RPCChannel(client: client, peer: peer))
      }
    } catch {
      throw KioskError(error, peer: peer)
    }
  }

  private static func transport(
    _ target: Target, on group: MultiThreadedEventLoopGroup
  ) throws -> HTTP2ClientTransport.Posix {
    var config = HTTP2ClientTransport.Posix.Config.defaults
    config.connection.flushCoalescing = nil
    switch target {
    case .unix(let path):
      return try .http2NIOPosix(
        target: .unixDomainSocket(path: path), transportSecurity: .plaintext, config: config, eventLoopGroup: group)
    case .tcp(let endpoint, let security, let name):
      config.http2.authority = name
      return try .http2NIOPosix(
        target: .dns(host: endpoint.host, port: endpoint.port), transportSecurity: security, config: config,
        eventLoopGroup: group)
    }
  }

  private func options(_ deadline: Duration?) -> CallOptions {
    var options = CallOptions.defaults
    options.timeout = deadline
    // A peer that is not there is an answer, to be given at once.
    options.waitForReady = false
    options.maxRequestMessageBytes = RPCListener.maximumMessageBytes
    options.maxResponseMessageBytes = RPCListener.maximumMessageBytes
    return options
  }

  /// Calls a method that takes one message and answers with one.
  /// - Parameter deadline: nil only for measuring: each deadline leaves a timer behind until its time.
  package func unary<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ request: Request, deadline: Duration? = usualDeadline
  ) async throws(KioskError) -> Response {
    do {
      return try await client.unary(
        request: ClientRequest(message: request), descriptor: method.descriptor,
        serializer: MessageCodec<Request>(), deserializer: MessageCodec<Response>(), options: options(deadline)
      ) { try $0.message }
    } catch {
      throw KioskError(error, peer: peer)
    }
  }

  /// Calls a method that answers with a stream; returns when it ends.
  /// - Parameter deadline: nil for a stream that is watched for as long as the caller likes.
  package func serverStream<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ request: Request, deadline: Duration?,
    onMessage: @escaping @Sendable (Response) async throws -> Void
  ) async throws(KioskError) {
    do {
      try await client.serverStreaming(
        request: ClientRequest(message: request), descriptor: method.descriptor,
        serializer: MessageCodec<Request>(), deserializer: MessageCodec<Response>(), options: options(deadline)
      ) { response in
        for try await message in response.messages { try await onMessage(message) }
      }
    } catch {
      throw KioskError(error, peer: peer)
    }
  }

  /// Calls a method with a stream both ways: sends `requests`, and hands over each answer.
  package func bidirectional<Request, Response>(
    _ method: RPCMethod<Request, Response>, sending requests: [Request], deadline: Duration,
    onMessage: @escaping @Sendable (Response) async throws -> Void
  ) async throws(KioskError) {
    do {
      try await client.bidirectionalStreaming(
        request: StreamingClientRequest { writer in
          for request in requests { try await writer.write(request) }
        },
        descriptor: method.descriptor, serializer: MessageCodec<Request>(), deserializer: MessageCodec<Response>(),
        options: options(deadline)
      ) { response in
        for try await message in response.messages { try await onMessage(message) }
      }
    } catch {
      throw KioskError(error, peer: peer)
    }
  }
}
