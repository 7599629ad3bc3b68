internal import NIOCore
internal import NIOHTTP2

/// Resets a call whose caller does not come to the end of what they send: what has come of it would stay in memory for as
/// long as they like.
final class RequestDeadline: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload

  private let time: TimeAmount
  private var deadline: Scheduled<Void>?

  /// - Parameter time: from the call's beginning to the end of its request.
  init(_ time: TimeAmount) {
    self.time = time
  }

  func handlerAdded(context: ChannelHandlerContext) {
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let isEnd =
      switch unwrapInboundIn(data) {
      case .headers(let headers): headers.endStream
      case .data(let data): data.endStream
      default: false
      }
    if isEnd { deadline?.cancel() }
    context.fireChannelRead(data)
  }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }
}
