internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

/// Ends a call whose time is over: the caller's deadline, and the listener's for the end of what they send, without which
/// what has come of it would stay in memory for as long as they like.
///
/// The caller's deadline is taken out of the request before gRPC sees it. gRPC would sleep for it in a task, and
/// libdispatch keeps a cancelled sleep until its time: each call would leave that behind for seconds. The event loop
/// forgets a timer at once.
final class RequestDeadline: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias InboundOut = HTTP2Frame.FramePayload

  private static let timeoutHeader = "grpc-timeout"
  private static let grace = TimeAmount.seconds(1)

  private let requestTime: TimeAmount
  private var request: Scheduled<Void>?
  private var call: Scheduled<Void>?

  /// - Parameter requestTime: from the call's beginning to the end of its request.
  init(_ requestTime: TimeAmount) {
    self.requestTime = requestTime
  }

  func handlerAdded(context: ChannelHandlerContext) {
    request = end(in: requestTime, context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(var headers):
      if headers.endStream { request?.cancel() }
      if let text = headers.headers.first(name: Self.timeoutHeader), let time = CallTimeout.parse(text) {
        headers.headers.remove(name: Self.timeoutHeader)
        // A little later than the caller, whose own clock is to say first that it is over.
        if call == nil { call = end(in: time + Self.grace, context) }
      }
      context.fireChannelRead(wrapInboundOut(.headers(headers)))
    case .data(let data):
      if data.endStream { request?.cancel() }
      context.fireChannelRead(wrapInboundOut(.data(data)))
    case let other: context.fireChannelRead(wrapInboundOut(other))
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    request?.cancel()
    call?.cancel()
    context.fireChannelInactive()
  }

  private func end(in time: TimeAmount, _ context: ChannelHandlerContext) -> Scheduled<Void> {
    context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
  }
}
