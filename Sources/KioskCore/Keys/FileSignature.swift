internal import Crypto

/// A coordinator's signature over what a file holds: Ed25519 (RFC 8032), over a context and the content. Each kind of
/// file has its own context, so that a signature of one kind never holds for another.
struct FileSignature: Sendable, Equatable {
  /// What can be signed.
  enum Kind: String {
    case pack, feedback

    fileprivate var context: [UInt8] { Array("kiosk.v1 \(rawValue)\0".utf8) }
  }

  /// 64 bytes.
  let signature: [UInt8]
  /// The signer's public key; 32 bytes.
  let signer: [UInt8]

  init(signature: [UInt8], signer: [UInt8]) {
    self.signature = signature
    self.signer = signer
  }

  /// Signs.
  init(of content: [UInt8], as kind: Kind, by key: Curve25519.Signing.PrivateKey) throws(KioskError) {
    guard let signature = try? key.signature(for: kind.context + content) else {
      throw KioskError(.internal, "signing failed")
    }
    self.init(signature: Array(signature), signer: Array(key.publicKey.rawRepresentation))
  }

  /// Verifies.
  /// - Parameter signers: the keys that are trusted; nil accepts any.
  /// - Throws: `.invalid` when the signature does not hold, `.denied` when the signer is not trusted.
  func check(_ content: [UInt8], as kind: Kind, trusting signers: [[UInt8]]?) throws(KioskError) {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: signer),
      key.isValidSignature(signature, for: kind.context + content)
    else {
      throw KioskError(.invalid, "the \(kind.rawValue)'s signature does not hold", nextStep: "Get the file again")
    }
    if let signers, !signers.contains(signer) {
      throw KioskError(
        .denied, "the \(kind.rawValue) was signed by somebody whom this device does not trust",
        nextStep: "Have a coordinator of this store sign it")
    }
  }
}
