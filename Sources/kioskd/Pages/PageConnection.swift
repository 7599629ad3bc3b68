import NIOCore
import NIOHTTPTypes

/// Watches over one connection: closes it when it asks for nothing for long, is slow to ask, sends without end, or does
/// not take its answer.
final class PageConnection: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Until a request's head is there. A browser opens another connection when it wants one.
  static let idleTime = TimeAmount.seconds(30)
  /// From a request's head to its end: the largest is 96 KiB, on the device itself.
  static let requestTime = TimeAmount.seconds(10)
  /// As long as what was sent is not taken.
  static let answerTime = TimeAmount.seconds(30)
  /// What is read and thrown away behind a request that was refused, so that the browser sees why.
  static let mostBytes = 1 << 20

  private let connections: PageConnections
  private var isReading = false
  private var bytes = 0
  /// Requests whose head was read, less answers that were given.
  private var unanswered = 0
  private var waiting: Scheduled<Void>?
  private var sending: Scheduled<Void>?

  init(_ connections: PageConnections) {
    self.connections = connections
  }

  func handlerAdded(context: ChannelHandlerContext) {
    waiting = close(context, in: Self.idleTime)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      (isReading, bytes) = (true, 0)
      unanswered += 1
      change(context, to: .reading, closingIn: Self.requestTime)
    case .body(let part):
      bytes += part.readableBytes
      if bytes > Self.mostBytes { context.close(promise: nil) }
    case .end:
      isReading = false
      settle(context)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      unanswered -= 1
      if !isReading { settle(context) }
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    sending?.cancel()
    sending = context.channel.isWritable ? nil : close(context, in: Self.answerTime)
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    waiting?.cancel()
    sending?.cancel()
    context.fireChannelInactive()
  }

  private func settle(_ context: ChannelHandlerContext) {
    if unanswered > 0 {
      change(context, to: .answering, closingIn: nil)
    } else {
      change(context, to: .idle, closingIn: Self.idleTime)
    }
  }

  private func change(
    _ context: ChannelHandlerContext, to standing: PageConnections.Standing, closingIn time: TimeAmount?
  ) {
    waiting?.cancel()
    waiting = time.map { close(context, in: $0) }
    connections.note(context.channel, standing)
  }

  private func close(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
  }
}
