package import GRPCCore
package import GRPCNIOTransportHTTP2Posix
package import KioskCore
package import NIOPosix
internal import ServiceLifecycle

/// One way in: a listening socket, its security, and the services behind it.
package struct RPCListener: Service {
  /// Largest message taken: a pack file or the largest envelope, with its framing.
  package static let maximumMessageBytes = (1 << 20) + (64 << 10)
  /// What one connection may ask for.
  package struct Limits: Sendable {
    /// Where the transport breaks a call off, in bytes.
    let transportBytes: Int
    /// Calls at once.
    let streams: Int

    /// Those who are known. The transport's limit is far enough above `maximumMessageBytes` for whoever is a little over
    /// that to get a status with a reason; the streams are four times what the busiest client here has in flight.
    package static let known = Limits(transportBytes: 2 * maximumMessageBytes, streams: 256)
    /// Strangers: an enrolment is one call of less than a kilobyte, and its certificate request is refused past 16 KiB.
    package static let strangers = Limits(transportBytes: 32 << 10, streams: 4)
  }

  /// A connection without a call is closed after this long; whoever needs it opens another.
  private static let idleTime = Duration.seconds(600)

  private let server: GRPCServer<HTTP2ServerTransport.Posix>
  /// Where it listens.
  package let address: String

  /// - Parameter services: registers the services' methods, with the standard ones added here.
  package init(
    _ socket: ListeningSocket, security: HTTP2ServerTransport.Posix.TransportSecurity, gate: CallerGate,
    health: Broadcast<Bool>, on group: MultiThreadedEventLoopGroup, limits: Limits = .known, services: [String],
    register: (inout RPCRouter<HTTP2ServerTransport.Posix>) -> Void
  ) {
    let transport = HTTP2ServerTransport.Posix(
      listeningSocketDescriptor: Int(socket.descriptor), transportSecurity: security,
      config: .defaults { config in
        config.rpc.maxRequestPayloadSize = limits.transportBytes
        config.http2.maxConcurrentStreams = limits.streams
        config.connection.maxIdleTime = Self.idleTime
        config.connection.flushCoalescing = nil
      },
      eventLoopGroup: group)
    var router = RPCRouter<HTTP2ServerTransport.Posix>()
    register(&router)
    HealthService(services: services, isServing: health).register(with: &router, through: gate)
    ReflectionService(services: services).register(with: &router, through: gate)
    server = GRPCServer(transport: transport, router: router)
    address = socket.address
  }

  /// Serves until the program is asked to stop, or this task is cancelled; calls under way are finished.
  package func run() async throws {
    try await withTaskCancellationHandler {
      try await withGracefulShutdownHandler {
        try await server.serve()
      } onGracefulShutdown: {
        server.beginGracefulShutdown()
      }
    } onCancel: {
      server.beginGracefulShutdown()
    }
  }
}
