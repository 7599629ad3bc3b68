import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import KioskCore
import KioskRPC
import NIOCore

/// Tells a page what is on, at once and whenever it is something else.
struct PageEvents: Sendable {
  /// Streams at once: the page on the screen, one that is just being left, and two for staff who look.
  static let limit = 4
  /// After this long without news a page hears that the daemon lives.
  static let beat = Duration.seconds(15)
  /// How soon a browser asks again when a stream has ended, in milliseconds.
  private static let retry = 1000

  private let now: PageNow
  private let status: Broadcast<DeviceStatus>
  private let slots = Slots(Self.limit)

  init(_ now: PageNow, status: Broadcast<DeviceStatus>) {
    self.now = now
    self.status = status
  }

  /// Answers with a stream, for as long as the connection lasts.
  /// - Throws: `PageFailure.busy` where there are as many as there may be.
  func respond(_ writer: consuming ResponseWriter, on channel: any Channel) async throws {
    var headers = PageHeaders.common
    headers[.contentType] = "text/event-stream"
    let head = HTTPResponse(status: .ok, headerFields: headers)
    try await writer.write(
      response: head, body: ResponseBody { writer in try await stream(to: &writer, on: channel) })
  }

  /// Whether there is room for another; who takes it gives it back.
  func take() -> Bool { slots.take() }
  func give() { slots.give() }

  private func stream(to writer: inout any ResponseBodyWriter, on channel: any Channel) async throws {
    let (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    channel.closeFuture.whenComplete { _ in waker.finish() }
    let watching = Task { await watch(waker) }
    defer { watching.cancel() }
    try await writer.write(ByteBuffer(string: "retry: \(Self.retry)\n\n"))
    var last: (snapshot: PageSnapshot, moment: ContinuousClock.Instant)?
    for await _ in wakes {
      let fresh = now.snapshot()
      if let known = last, known.snapshot.isSame(as: fresh) {
        guard ContinuousClock.now - known.moment >= Self.beat else { continue }
        last?.moment = .now
        try await writer.write(ByteBuffer(string: ":\n\n"))
      } else {
        last = (fresh, .now)
        var event = ByteBuffer(string: "event: now\ndata: ")
        event.writeBytes(try PageAnswer.encode(fresh))
        event.writeString("\n\n")
        try await writer.write(event)
      }
    }
    try await writer.finish(nil)
  }

  /// Wakes the stream when something may have changed, and for each beat. It ends when the program stops.
  private func watch(_ waker: AsyncStream<Void>.Continuation) async {
    let beating = Task {
      while !Task.isCancelled {
        // A little longer, so that the beat is due when it wakes.
        try? await Task.sleep(for: Self.beat + .milliseconds(50), tolerance: .seconds(1))
        waker.yield()
      }
    }
    defer { beating.cancel() }
    // The status changes with the room in the queue; the device's state with the pack, the key and what was published.
    let changes = Changes.of(
      status, now.device.state, now.keeper.view, now.calls.isCalled, now.calls.isHeard, now.speaker.languages)
    for await _ in changes { waker.yield() }
    waker.finish()
  }
}
