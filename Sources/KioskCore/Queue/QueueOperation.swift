/// What can be asked of a pool.
enum QueueOperation: Sendable {
  /// Takes an envelope, and counts it for a session unless that is empty.
  case put(Envelope, session: String = "")
  /// Takes a withdrawal, and erases what it withdraws if that is still here.
  case withdraw(Envelope)
  /// The same, where there is something to erase; nothing otherwise.
  case withdrawHeld(Envelope)
  /// The store's word on an envelope.
  case settle(Receipt)
  /// An envelope whose bytes no longer match.
  case quarantine(slot: Int)
  /// An envelope that the store refused, to be sent again.
  case release(slot: Int)
}

/// The store's word, per envelope and digest.
public struct Receipt: Hashable, Sendable {
  /// What became of an envelope.
  public enum Outcome: Hashable, Sendable, CaseIterable {
    /// Durable there, now or since before.
    case stored
    /// Its withdrawal had come before it.
    case withdrawn
    /// Kept apart there, since another envelope has its id.
    case quarantined
    /// Not kept there.
    case refused
  }

  /// The envelope.
  public let id: EnvelopeID
  /// SHA-256 of what the store received.
  public let digest: [UInt8]
  /// What became of it.
  public let outcome: Outcome

  /// A receipt.
  public init(id: EnvelopeID, digest: [UInt8], outcome: Outcome) {
    self.id = id
    self.digest = digest
    self.outcome = outcome
  }
}
