package import KioskCore

extension DeliverResponse {
  /// The receipt, in the words of the domain; nil when the outcome is one that this version does not know, which then
  /// erases nothing.
  /// - Throws: `KioskError.invalid` when id or digest are malformed.
  package var receipt: Receipt? {
    get throws(KioskError) {
      guard digest.count == 32 else { throw KioskError(.invalid, "the receipt's digest is not 32 bytes long") }
      let known: Receipt.Outcome
      switch outcome {
      case .unspecified: return nil
      case .stored: known = .stored
      case .withdrawn: known = .withdrawn
      case .quarantined: known = .quarantined
      case .refused: known = .refused
      }
      return Receipt(id: try EnvelopeID(envelopeID), digest: digest, outcome: known)
    }
  }

  /// A receipt, as it travels.
  package init(_ receipt: Receipt) {
    let outcome: ReceiptOutcome =
      switch receipt.outcome {
      case .stored: .stored
      case .withdrawn: .withdrawn
      case .quarantined: .quarantined
      case .refused: .refused
      }
    self.init(envelopeID: receipt.id.bytes, digest: receipt.digest, outcome: outcome)
  }
}
