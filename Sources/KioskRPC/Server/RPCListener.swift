package import GRPCCore
package import GRPCNIOTransportHTTP2Posix
package import KioskCore
internal import NIOCore
package import NIOPosix
internal import ServiceLifecycle

/// One way in: a listening socket, its security, and the services behind it.
package struct RPCListener: Service {
  /// Largest message taken: a pack file or the largest envelope, with its framing.
  package static let maximumMessageBytes = (1 << 20) + (64 << 10)
  /// What callers may ask for.
  package struct Limits: Sendable {
    /// Connections at once.
    var connections: Int
    /// Calls at once on a connection.
    let streams: Int
    /// Where the transport breaks a call off, in bytes.
    let transportBytes: Int
    /// From a call's beginning to the end of its request.
    let requestTime: TimeAmount
    /// A connection without a call is closed after this long; whoever needs it opens another.
    let idleTime: Duration
    /// Whatever it does, a connection is closed after this long; nil lets it stay.
    let stay: TimeAmount?

    /// A device's: the touch pages, staff who watch, and as many tools.
    package static let device = known(connections: 64)
    /// The store's: each device follows on one connection and delivers on another, so this is a fleet of four thousand.
    /// Each takes a descriptor, and about 100 KiB; the service's unit allows both.
    package static let store = known(connections: 8192)
    /// Strangers: an enrolment is one call of less than a kilobyte, and its certificate request is refused past 16 KiB.
    package static let strangers = Limits(
      connections: 64, streams: 4, transportBytes: 32 << 10, requestTime: .seconds(10), idleTime: .seconds(15),
      stay: .seconds(30))

    /// Those who are known. The transport's limit is far enough above `maximumMessageBytes` for whoever is a little over
    /// that to get a status with a reason; the streams are four times what the busiest client here has in flight; the
    /// longest request is a delivery, which has two minutes (`Forwarder.deliveryDeadline`).
    private static func known(connections: Int) -> Limits {
      Limits(
        connections: connections, streams: 256, transportBytes: 2 * maximumMessageBytes, requestTime: .seconds(150),
        idleTime: .seconds(600), stay: nil)
    }
  }

  private let server: GRPCServer<HTTP2ServerTransport.Posix>
  /// Where it listens.
  package let address: String

  /// - Parameter services: registers the services' methods, with the standard ones added here.
  package init(
    _ socket: ListeningSocket, security: HTTP2ServerTransport.Posix.TransportSecurity, gate: CallerGate,
    health: Broadcast<Bool>, on group: MultiThreadedEventLoopGroup, limits: Limits, services: [String],
    register: (inout RPCRouter<HTTP2ServerTransport.Posix>) -> Void
  ) {
    let bound = ConnectionBound(limits)
    let transport = HTTP2ServerTransport.Posix(
      listeningSocketDescriptor: Int(socket.descriptor), transportSecurity: security,
      config: .defaults { config in
        config.rpc.maxRequestPayloadSize = limits.transportBytes
        config.http2.maxConcurrentStreams = limits.streams
        config.connection.maxIdleTime = limits.idleTime
        config.connection.flushCoalescing = nil
        config.channelDebuggingCallbacks.onAcceptTCPConnection = { connection in
          bound.admit(connection)
          return connection.eventLoop.makeSucceededVoidFuture()
        }
        config.channelDebuggingCallbacks.onAcceptHTTP2Stream = { stream in
          try? stream.pipeline.syncOperations.addHandler(RequestDeadline(limits.requestTime), position: .first)
          return stream.eventLoop.makeSucceededVoidFuture()
        }
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
