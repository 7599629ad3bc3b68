import Crypto
import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.SessionService`: what staff do with the session of this device.
struct SessionService: Sendable {
  /// Below this, a number could tell on somebody: the rule of the UK Longitudinal Linkage Collaboration for publishing.
  static let smallestNumber: UInt64 = 10

  let keeper: SessionKeeper
  let keyTest: KeyTest
  let device: Device
  let queue: EnvelopeQueue

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.unary(SessionMethods.get, through: gate) { _, _ in try await get() }
    router.unary(SessionMethods.open, through: gate) { request, _ in
      OpenSessionResponse(session: try await keeper.open(request).snapshot(at: keeper.clock.now))
    }
    router.unary(SessionMethods.command, through: gate) { request, _ in
      CommandSessionResponse(session: try keeper.command(request).snapshot(at: keeper.clock.now))
    }
    router.unary(SessionMethods.adopt, through: gate) { request, _ in
      AdoptSessionResponse(session: try await keeper.adopt(request).snapshot(at: keeper.clock.now))
    }
    router.unary(SessionMethods.setGroup, through: gate) { request, _ in
      try keeper.setGroup(request.group, people: request.people)
      return SetGroupResponse()
    }
    router.unary(SessionMethods.makeTestEnvelope, through: gate) { _, _ in
      MakeTestEnvelopeResponse(envelope: try keyTest.envelope())
    }
    router.unary(SessionMethods.confirmTestEnvelope, through: gate) { request, _ in
      try keyTest.confirm(request.words)
      return ConfirmTestEnvelopeResponse()
    }
    router.unary(SessionMethods.getStatement, through: gate) { request, _ in
      try device.signed(try await keeper.statement(of: request.session))
    }
  }

  private func get() async throws(KioskError) -> GetSessionResponse {
    let view = keeper.view.value
    let sealed = try await queue.sealed(in: view.session?.id ?? "")
    let isHidden = sealed < Self.smallestNumber
    let totals = isHidden ? QueueTotals() : try await queue.totals()
    let state = device.state.value
    return GetSessionResponse(
      session: view.session?.snapshot(at: keeper.clock.now), group: view.group, missing: keeper.missing,
      sealed: isHidden ? 0 : UInt32(clamping: sealed),
      receipted: isHidden ? 0 : UInt32(clamping: Int64(totals.receipted) - Int64(keeper.totalsBefore.receipted)),
      queued: UInt32(clamping: totals.queued), areNumbersHidden: isHidden, device: state.record.name,
      packDigest: state.pack?.digest ?? [], people: view.people)
  }
}

extension Device {
  /// A statement with this device's signature.
  func signed(_ statement: SessionStatement) throws(KioskError) -> GetStatementResponse {
    guard let enrolment = files.enrolment(state.value.record) else {
      throw KioskError(.notReady, "the device is not enrolled", nextStep: "Enrol it first: kiosk-ctl enrol")
    }
    let bytes = try statement.encoded()
    let key = try DeviceKey(pem: String(decoding: try AtomicFile.read(enrolment.key), as: UTF8.self))
    return GetStatementResponse(
      statement: bytes, signature: try key.signature(of: SessionStatement.context + bytes),
      certificate: try AtomicFile.read(enrolment.certificate))
  }
}
