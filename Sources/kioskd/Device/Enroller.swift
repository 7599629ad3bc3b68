import KioskCore
import KioskRPC
import NIOPosix
import Synchronization

/// Makes the device known to a store, and renews its certificate; one at a time.
final class Enroller: Sendable {
  private let device: Device
  private let group: MultiThreadedEventLoopGroup
  private let isBusy = Mutex(false)

  init(device: Device, group: MultiThreadedEventLoopGroup) {
    self.device = device
    self.group = group
  }

  /// The fewest bytes of a fingerprint that may be insisted on: 128 bits are beyond finding a second key for.
  static let shortestFingerprint = 16

  /// Exchanges an invitation for an identity, the collection key and the pack; all of it takes effect at once.
  /// - Parameters:
  ///   - expected: the beginning of the fingerprint that the collection key must have; empty accepts any.
  ///   - waiting: says how many envelopes are in the queue.
  /// - Throws: `.conflict` when the key is another one, or when what waits was sealed to another key than the new one: a
  ///   store that it is not for would take it, and it would be erased here; or while another enrolment is under way.
  func enrol(
    _ invitation: Invitation, at endpoint: HostPort, expecting expected: [UInt8] = [], waiting: @Sendable () -> Int
  ) async throws(KioskError) {
    guard expected.isEmpty || (Self.shortestFingerprint...32).contains(expected.count) else {
      throw KioskError(.invalid, "the fingerprint to insist on is too short", nextStep: "Give its first 32 digits")
    }
    try begin()
    defer { end() }
    let key = DeviceKey()
    let request = EnrolmentEnrolRequest(
      secret: invitation.exposedSecret, certificateRequest: try key.certificateRequest())
    let target = RPCChannel.Target.tcp(
      endpoint, EnrolmentPin.security(invitation), serverName: TLSIdentity.storeHostName)
    let response = try await RPCChannel.with(target, peer: "the store at \(endpoint)", on: group) { channel in
      try await channel.unary(EnrolmentMethods.enrol, request)
    }
    guard key.matches(certificate: response.certificate), invitation.pins(authority: response.authority) else {
      throw KioskError(.unauthenticated, "the store answered with a certificate that is not for this device")
    }
    let collectionKey = try CollectionPublicKey(response.collectionKey)
    guard collectionKey.fingerprint.starts(with: expected) else {
      throw KioskError(
        .conflict, "the store's collection key is not the one that was insisted on; the device is as it was",
        nextStep: "Ask the coordinators, and the store's keeper, before trying again")
    }
    let isOtherStore = device.identity.map { $0.authority != response.authority } ?? false
    let isOtherKey = device.state.value.key.map { $0 != collectionKey } ?? false
    guard response.packSigners.allSatisfy({ $0.count == 32 }), HostPort(response.store) != nil else {
      throw KioskError(.invalid, "the store's answer is malformed")
    }
    if !response.signedPack.isEmpty { _ = try SignedPack.open(response.signedPack, trusting: response.packSigners) }
    let record = DeviceRecord(
      name: response.name, store: response.store,
      enrolment: DeviceRecord.enrolmentPrefix + RandomBytes.make(4).hexadecimal,
      collectionKeyFingerprint: collectionKey.fingerprint.hexadecimal,
      hasDrawings: device.state.value.record.hasDrawings)
    guard isOtherStore || isOtherKey else {
      try write(response, key: key, record: record)
      return
    }
    try await device.sealing.pausing { () throws(KioskError) in
      guard waiting() == 0 else {
        throw KioskError(
          .conflict, "contributions wait that were sealed for another store; the device is as it was",
          nextStep: "Send them first: kiosk-ctl flush")
      }
      try write(response, key: key, record: record)
    }
  }

  private func begin() throws(KioskError) {
    let wasBusy = isBusy.withLock { busy in
      defer { busy = true }
      return busy
    }
    guard !wasBusy else {
      throw KioskError(.conflict, "the device is being enrolled", nextStep: "Wait a moment, and look at its status")
    }
  }

  private func end() {
    isBusy.withLock { $0 = false }
  }

  private func write(
    _ response: EnrolmentEnrolResponse, key: DeviceKey, record: DeviceRecord
  ) throws(KioskError) {
    let previous = device.files.enrolment(device.state.value.record)
    let enrolment = device.files.enrolment(record)!
    try AtomicFile.makeDirectory(enrolment.directory)
    try AtomicFile.write(Array(key.exposedPEM.utf8), to: enrolment.key)
    try AtomicFile.write(response.certificate, to: enrolment.certificate)
    try AtomicFile.write(response.authority, to: enrolment.authority)
    try AtomicFile.write(response.collectionKey, to: enrolment.collectionKey)
    try AtomicFile.write(response.packSigners.flatMap { $0 }, to: enrolment.packSigners)
    if !response.signedPack.isEmpty { try AtomicFile.write(response.signedPack, to: enrolment.pack) }
    try AtomicFile.flushDirectory(of: enrolment.directory)
    // The same authority goes on refusing whom it ended; its store says so again only when the device reaches it.
    if device.identity?.authority == response.authority { try enrolment.keep(revoked: device.state.value.revoked) }
    try record.write(to: device.files.record)
    try device.load()
    if let previous { AtomicFile.removeDirectory(previous.directory) }
  }

  /// Replaces the certificate by a new one over the same key.
  /// - Throws: `.conflict` while an enrolment is under way, or what the store says.
  func renew(over channel: RPCChannel) async throws(KioskError) {
    try begin()
    defer { end() }
    guard let enrolment = device.files.enrolment(device.state.value.record) else { return }
    let key = try DeviceKey(pem: String(decoding: try AtomicFile.read(enrolment.key), as: UTF8.self))
    let response = try await channel.unary(
      EnrolmentMethods.renew, RenewRequest(certificateRequest: try key.certificateRequest()))
    guard key.matches(certificate: response.certificate) else {
      throw KioskError(.unauthenticated, "the store renewed with a certificate that is not for this device")
    }
    try AtomicFile.write(response.certificate, to: enrolment.certificate)
    try device.load()
  }
}
