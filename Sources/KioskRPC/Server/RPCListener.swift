package import GRPCCore
package import GRPCNIOTransportHTTP2Posix
package import KioskCore
package import NIOPosix
internal import ServiceLifecycle

/// One way in: a listening socket, its security, and the services behind it.
package struct RPCListener: Service {
  /// Largest message taken: a pack file or the largest envelope, with its framing.
  package static let maximumMessageBytes = (1 << 20) + (64 << 10)
  /// Where the transport breaks a call off: far enough above `maximumMessageBytes` for whoever is a little over it to get
  /// a status with a reason.
  private static let transportLimit = 2 * maximumMessageBytes
  /// Calls at once on one connection: four times what the busiest client here has in flight.
  package static let maximumStreams = 256

  private let server: GRPCServer<HTTP2ServerTransport.Posix>
  /// Where it listens.
  package let address: String

  /// - Parameter services: registers the services' methods, with the standard ones added here.
  package init(
    _ socket: ListeningSocket, security: HTTP2ServerTransport.Posix.TransportSecurity, gate: CallerGate,
    health: Broadcast<Bool>, on group: MultiThreadedEventLoopGroup, services: [String],
    register: (inout RPCRouter<HTTP2ServerTransport.Posix>) -> Void
  ) {
    let transport = HTTP2ServerTransport.Posix(
      listeningSocketDescriptor: Int(socket.descriptor), transportSecurity: security,
      config: .defaults { config in
        config.rpc.maxRequestPayloadSize = Self.transportLimit
        config.http2.maxConcurrentStreams = Self.maximumStreams
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
