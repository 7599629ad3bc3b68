internal import NIOCore
internal import NIOSSL
internal import NIOTLS
internal import Synchronization

/// Bounds how many connections a listener has, and how long one may take for its TLS handshake: before that nobody
/// knows who it is.
final class ConnectionBound: Sendable {
  /// A handshake over a line of 64 kbit/s with a round trip of a second takes less than five.
  static let handshakeTime = TimeAmount.seconds(10)

  private let limit: Int
  private let open = Atomic<Int>(0)

  /// - Parameter limit: connections at once.
  init(limit: Int) {
    self.limit = limit
  }

  /// Lets a connection in, or closes it. It never fails: a connection whose setting up fails ends the listener.
  func admit(_ channel: any Channel) {
    let count = open.add(1, ordering: .relaxed).newValue
    channel.closeFuture.whenComplete { _ in self.open.subtract(1, ordering: .relaxed) }
    guard count <= limit else {
      channel.eventLoop.execute { channel.close(promise: nil) }
      return
    }
    let pipeline = channel.pipeline.syncOperations
    guard let tls = try? pipeline.handler(type: NIOSSLServerHandler.self) else { return }
    try? pipeline.addHandler(HandshakeDeadline(), position: .after(tls))
  }
}

/// Closes a connection whose handshake takes too long.
private final class HandshakeDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private var deadline: Scheduled<Void>?

  func handlerAdded(context: ChannelHandlerContext) {
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: ConnectionBound.handshakeTime) {
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .some(.handshakeCompleted) = event as? TLSUserEvent { deadline?.cancel() }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }
}
