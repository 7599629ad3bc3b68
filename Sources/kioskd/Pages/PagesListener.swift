import HummingbirdCore
import KioskCore
import KioskRPC
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Serves the touch pages to a browser on the device.
struct PagesListener: Service {
  /// Heads are short: our pages send no cookies, and addresses of some dozen bytes.
  private static let head = HTTP1Channel.Configuration.DecoderConfiguration(
    maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 64)
  /// What the library has to say could hold what a request holds.
  private static let silence = Logger(label: "pages") { _ in SwiftLogNoOpLogHandler() }

  let socket: ListeningSocket
  let responder: PageResponder
  let speaker: Speaker
  let group: MultiThreadedEventLoopGroup
  let connections = PageConnections()

  func run() async throws {
    let (responder, connections) = (responder, connections)
    let http = HTTP1Channel(
      responder: { request, writer, channel in try await responder.respond(request, writer, on: channel) },
      configuration: .init(
        additionalChannelHandlers: [PageConnection(connections)], httpDecoderConfiguration: Self.head))
    let server = try await ServerBootstrap(group: group)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .bind(socket.descriptor) { channel in
        connections.admit(channel)
        return http.setup(channel: channel, logger: Self.silence)
      }
    try await withTaskCancellationOrGracefulShutdownHandler {
      try await withThrowingDiscardingTaskGroup { tasks in
        let finding = Task { await speaker.findVoices() }
        defer { finding.cancel() }
        try await server.executeThenClose { inbound in
          for try await connection in inbound {
            tasks.addTask { await http.handle(value: connection, logger: Self.silence) }
          }
        }
      }
    } onCancelOrGracefulShutdown: {
      server.channel.close(promise: nil)
      connections.finish()
    }
  }
}
