import KioskCore
import KioskRPC
import Synchronization

/// Delivers with a real device's identity what it sealed itself, and notes each receipt: sees what kioskd sees, and can
/// do what kioskd never would.
final class Courier: Sendable {
  let store: StoreServer
  let identity: TLSIdentity
  private let world: World
  private let open = Mutex<[EnvelopeID: (envelope: Envelope, words: String)]>([:])

  init(_ identity: TLSIdentity, at store: StoreServer, in world: World) {
    self.identity = identity
    self.store = store
    self.world = world
  }

  /// Takes a new device's identity; the device itself is stopped.
  static func enrolled(at store: StoreServer, in world: World) async throws -> Courier {
    let device = try Device.make(in: world, named: "courier")
    try await device.daemon.start()
    try await device.enrol(at: store)
    try await device.daemon.stop()
    return Courier(try device.identity(), at: store, in: world)
  }

  /// How many have no receipt.
  var waiting: Int { open.withLock { $0.count } }

  /// Seals new words.
  @discardableResult
  func seal() throws -> Envelope {
    let words = world.ledger.next()
    let contribution = Contribution(labels: Labels(), content: .words(try Words(words)))
    let envelope = try EnvelopeSeal.seal(contribution, to: world.collectionKey.publicKey)
    open.withLock { $0[envelope.id] = (envelope, words) }
    return envelope
  }

  /// Sends bytes, and hands over each answer.
  func deliver(
    _ envelopes: [[UInt8]], onAnswer: @escaping @Sendable (DeliverResponse) async throws -> Void
  ) async throws(KioskError) {
    try await store.call(as: identity) { channel in
      try await channel.bidirectional(
        DeliveryMethods.deliver, sending: envelopes.map { DeliverRequest(envelope: $0) }, deadline: .seconds(60),
        onMessage: onAnswer)
    }
  }

  /// Sends up to `limit` of those without a receipt.
  func deliver(
    _ limit: Int, onReceipt: @escaping @Sendable (Receipt) async -> Void = { _ in }
  ) async throws(KioskError) {
    let envelopes = open.withLock { $0.values.shuffled().prefix(limit).map(\.envelope) }
    try await deliver(envelopes.map(\.bytes)) { [self] answer in
      guard let receipt = try answer.receipt else { return }
      let known = open.withLock { open in
        guard let known = open[receipt.id], known.envelope.digest == receipt.digest else { return nil as String? }
        open[receipt.id] = nil
        return known.words
      }
      guard let known else { throw KioskError(.invalid, "a receipt came for what was not sent") }
      world.ledger.acknowledge(known)
      await onReceipt(receipt)
    }
  }

  /// Sends until everything has its receipt.
  func deliverAll() async throws {
    while waiting > 0 { try await deliver(64) }
  }
}
