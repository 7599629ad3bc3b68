import Crypto
import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.DeliveryService`: takes envelopes from devices.
struct DeliveryService: Sendable {
  /// Envelopes in one stream: sixteen times what a device sends; a stream without end is cut off here.
  static let streamLimit = 1024
  /// How much of a stream is being committed at once; the rest waits in the connection. The bytes bound what a device
  /// can make the store hold, whatever its envelopes' sizes.
  private static let inFlight = (envelopes: 64, bytes: 1 << 20)

  let store: Store
  let board: DownlinkBoard

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.bidirectional(DeliveryMethods.deliver, through: gate) { requests, _, send in
      try await withThrowingTaskGroup(of: Int.self) { tasks in
        var count = 0
        var waiting = (envelopes: 0, bytes: 0)
        for try await request in requests {
          count += 1
          guard count <= Self.streamLimit else {
            throw KioskError(
              .full, "a stream holds at most \(Self.streamLimit) envelopes", nextStep: "Send the rest in another")
          }
          let length = request.envelope.count
          // One that is larger than all that may be under way goes alone.
          while waiting.envelopes >= Self.inFlight.envelopes
            || waiting.envelopes > 0 && waiting.bytes + length > Self.inFlight.bytes
          {
            waiting.bytes -= try await tasks.next() ?? 0
            waiting.envelopes -= 1
          }
          waiting = (waiting.envelopes + 1, waiting.bytes + length)
          tasks.addTask {
            try await send(DeliverResponse(try await take(request.envelope)))
            return length
          }
        }
        try await tasks.waitForAll()
      }
    }
    router.watch(DeliveryMethods.follow, through: gate) { request, caller, send in
      var device = FollowedDevice(
        serial: caller.serial, packDigest: request.packDigest, feedbackDigest: request.feedbackDigest)
      for await downlink in board.downlink.watch() {
        if let news = device.news(in: downlink) { try await send(news) }
      }
    }
  }

  /// The receipt for what came. What is no envelope gets one too, so that the device can set it aside.
  private func take(_ bytes: [UInt8]) async throws(KioskError) -> Receipt {
    do throws(KioskError) {
      return try await store.deliver(try Envelope(decoding: bytes))
    } catch  where error.code == .invalid || error.code == .tooNew {
      let id = bytes.count >= 40 ? Array(bytes[24..<40]) : [UInt8](repeating: 0, count: EnvelopeID.length)
      return Receipt(id: try EnvelopeID(id), digest: Array(SHA256.hash(data: bytes)), outcome: .refused)
    }
  }
}
