import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.CaptureService`, on the Unix socket only.
struct CaptureService: Sendable {
  let capturer: Capturer
  let device: Device
  let keeper: SessionKeeper
  let calls: CallBoard
  let status: Broadcast<DeviceStatus>

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.unary(CaptureMethods.getWhatsOn, through: gate) { _, _ in
      GetWhatsOnResponse(whatsOn: try capturer.whatsOn())
    }
    router.watch(CaptureMethods.watchWhatsOn, through: gate) { _, _, send in
      // The status changes with the pack, the key and the room in the queue.
      var last: WhatsOn?
      for await _ in Changes.of(status, keeper.view) {
        guard let now = try? capturer.whatsOn(), last.map({ !$0.isSame(as: now) }) ?? true else { continue }
        last = now
        try await send(WatchWhatsOnResponse(whatsOn: now))
      }
    }
    router.unary(CaptureMethods.submit, through: gate) { request, _ in try await capturer.submit(request) }
    router.unary(CaptureMethods.withdraw, through: gate) { request, _ in
      try await capturer.withdraw(request)
      return WithdrawResponse()
    }
    router.unary(CaptureMethods.callStaff, through: gate) { _, _ in
      try await calls.call()
      return CallStaffResponse()
    }
  }
}
