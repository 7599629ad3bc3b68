internal import NIOCore
internal import NIOSSL
internal import NIOTLS
internal import Synchronization

/// Bounds what connections take of a listener: how many there are of those who are known, how many are still in their TLS
/// handshake, for how long, and how long a stranger may stay.
final class ConnectionBound: Sendable {
  /// A handshake over a line of 64 kbit/s with a round trip of a second takes less than five.
  static let handshakeTime = TimeAmount.seconds(10)
  /// Handshakes at once. Nobody knows who they are, so they must not use up what is there for those who are known: where
  /// there are more, the oldest goes.
  static let handshakes = 256

  private struct State {
    var open = 0
    /// Those who have not finished, by the order in which they came.
    var unknown: [(id: ObjectIdentifier, channel: any Channel)] = []
  }

  private let limits: RPCListener.Limits
  private let state = Mutex(State())

  init(_ limits: RPCListener.Limits) {
    self.limits = limits
  }

  /// Lets a connection in, or closes it. It never fails: nobody would close the connection then.
  func admit(_ channel: any Channel) {
    if let stay = limits.stay {
      let end = channel.eventLoop.scheduleTask(in: stay) { channel.close(promise: nil) }
      channel.closeFuture.whenComplete { _ in end.cancel() }
    }
    let pipeline = channel.pipeline.syncOperations
    guard let tls = try? pipeline.handler(type: NIOSSLServerHandler.self) else {
      count(channel)
      return
    }
    try? pipeline.addHandler(HandshakeDeadline { self.finished($0) }, position: .after(tls))
    let oldest: (any Channel)? = state.withLock { state in
      state.unknown.append((ObjectIdentifier(channel), channel))
      return state.unknown.count > Self.handshakes ? state.unknown[0].channel : nil
    }
    oldest?.close(promise: nil)
    channel.closeFuture.whenComplete { _ in self.forget(channel) }
  }

  private func forget(_ channel: any Channel) {
    state.withLock { $0.unknown.removeAll { $0.id == ObjectIdentifier(channel) } }
  }

  /// Now it is known who it is.
  private func finished(_ channel: any Channel) {
    forget(channel)
    count(channel)
  }

  private func count(_ channel: any Channel) {
    let count = state.withLock { state in
      state.open += 1
      return state.open
    }
    channel.closeFuture.whenComplete { _ in self.state.withLock { $0.open -= 1 } }
    if count > limits.connections { channel.eventLoop.execute { channel.close(promise: nil) } }
  }
}

/// Closes a connection whose handshake takes too long.
private final class HandshakeDeadline: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  private let onFinished: (any Channel) -> Void
  private var deadline: Scheduled<Void>?

  init(onFinished: @escaping (any Channel) -> Void) {
    self.onFinished = onFinished
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: ConnectionBound.handshakeTime) {
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .some(.handshakeCompleted) = event as? TLSUserEvent {
      deadline?.cancel()
      onFinished(context.channel)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }
}
