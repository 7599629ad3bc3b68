import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.ControlService`: what staff do with this device.
struct ControlService: Sendable {
  /// The longest that a flush waits for receipts: below the deadline that callers usually set.
  static let flushLimit = Duration.seconds(60)

  let device: Device
  let queue: EnvelopeQueue
  let forwarder: Forwarder
  let board: StatusBoard
  let keeper: SessionKeeper
  let calls: CallBoard
  let enroller: Enroller
  let diagnosis: Diagnosis

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.unary(ControlMethods.getStatus, through: gate) { _, _ in
      board.refresh()
      return GetStatusResponse(status: board.status.value)
    }
    router.watch(ControlMethods.watchEvents, through: gate) { _, _, send in
      try await calls.watching {
        for await status in board.status.watch() { try await send(WatchEventsResponse(status: status)) }
      }
    }
    router.unary(ControlMethods.loadPack, through: gate) { request, _ in
      guard let loaded = try keeper.loadPack(request.signedPack, later: false) else {
        throw KioskError(.internal, "the pack was not loaded")
      }
      return LoadPackResponse(packDigest: loaded.digest, programme: loaded.pack.programme)
    }
    router.unary(ControlMethods.loadFeedback, through: gate) { request, _ in
      LoadFeedbackResponse(feedbackDigest: try device.loadFeedback(request.signedFeedback, from: .file))
    }
    router.unary(ControlMethods.enrol, through: gate) { request, _ in try await enrol(request) }
    router.unary(ControlMethods.flush, through: gate) { _, _ in try await flush() }
    router.unary(ControlMethods.diagnose, through: gate) { _, _ in
      DiagnoseResponse(findings: await diagnosis.findings())
    }
    router.unary(ControlMethods.answerCall, through: gate) { _, _ in
      calls.answer()
      return AnswerCallResponse()
    }
  }

  private func enrol(_ request: EnrolRequest) async throws(KioskError) -> EnrolResponse {
    guard let endpoint = HostPort(request.enrolmentAddress) else {
      throw KioskError(.invalid, "the enrolment address is not host:port", nextStep: "Use the one in the invitation")
    }
    guard keeper.view.value.session?.isOn != true else {
      throw KioskError(.conflict, "a session is on", nextStep: "Enrol when it is closed: kiosk-ctl session close")
    }
    try await enroller.enrol(
      try Invitation(typed: request.invitation), at: endpoint, expecting: request.collectionKeyFingerprint,
      waiting: { queue.level.queued + queue.level.setAside })
    let state = device.state.value
    return EnrolResponse(name: state.record.name, collectionKeyFingerprint: state.key?.fingerprint ?? [])
  }

  /// Sends everything now; returns when the queue is empty, a delivery failed, or the time is up.
  private func flush() async throws(KioskError) -> FlushResponse {
    guard device.state.value.isEnrolled else {
      throw KioskError(.notReady, "the device is not enrolled", nextStep: "Enrol it first: kiosk-ctl enrol")
    }
    try await queue.releaseRefused()
    let before = queue.level.queued
    let watch = forwarder.state.watch()
    forwarder.handle(.flush)
    let ended = await withTaskGroup(of: Bool.self) { tasks in
      tasks.addTask {
        var hasBegun = before == 0
        for await state in watch {
          if case .delivering = state { hasBegun = true }
          if hasBegun, state == .idle || queue.level.queued == 0 { return true }
          if hasBegun, case .backingOff = state { return true }
        }
        return true
      }
      tasks.addTask {
        try? await Task.sleep(for: Self.flushLimit)
        return false
      }
      defer { tasks.cancelAll() }
      return await tasks.next() ?? false
    }
    let after = queue.level.queued
    if after > 0, !ended || forwarder.lastError.value != nil {
      throw forwarder.lastError.value ?? KioskError(.unreachable, "the store takes long", nextStep: "Try again later")
    }
    return FlushResponse(receipted: UInt32(max(0, before - after)), queued: UInt32(after))
  }
}
