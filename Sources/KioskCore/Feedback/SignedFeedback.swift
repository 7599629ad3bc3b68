package import CKioskProto
public import Crypto

/// Feedback as a file: its bytes, and a coordinator's signature over them.
public struct SignedFeedback: Sendable {
  /// Longest file in bytes: twenty items in a handful of languages fit. A device holds it in memory and writes it whole.
  public static let maximumBytes = 256 << 10
  private static let format: UInt32 = 1

  /// The feedback's bytes.
  public let feedbackBytes: [UInt8]
  /// Ed25519 (RFC 8032) over the context and the bytes.
  public let signature: [UInt8]
  /// Who signed: an Ed25519 public key.
  public let signer: [UInt8]

  /// Signs feedback.
  public init(_ feedback: Feedback, signedBy key: Curve25519.Signing.PrivateKey) throws(KioskError) {
    feedbackBytes = try feedback.encoded()
    let made = try FileSignature(of: feedbackBytes, as: .feedback, by: key)
    (signature, signer) = (made.signature, made.signer)
    guard (try encoded()).count <= Self.maximumBytes else {
      throw KioskError(
        .invalid, "the feedback is longer than \(Self.maximumBytes) bytes", nextStep: "Leave some of it out")
    }
  }

  /// Reads a file's bytes and verifies the signature.
  /// - Parameter signers: the keys that are trusted; nil accepts any.
  /// - Throws: `.invalid` when it is no feedback or the signature does not hold, `.denied` when the signer is not
  ///   trusted, `.tooNew` for a later format.
  public static func open(
    _ bytes: [UInt8], trusting signers: [[UInt8]]?
  ) throws(KioskError) -> (feedback: Feedback, signed: SignedFeedback) {
    guard bytes.count <= maximumBytes else {
      throw KioskError(.invalid, "the feedback file is longer than \(maximumBytes) bytes")
    }
    let signed = try SignedFeedback(decoding: bytes)
    try FileSignature(signature: signed.signature, signer: signed.signer)
      .check(signed.feedbackBytes, as: .feedback, trusting: signers)
    return (try Feedback(decoding: signed.feedbackBytes), signed)
  }

  /// SHA-256 of the feedback's bytes.
  public var digest: [UInt8] { Array(SHA256.hash(data: feedbackBytes)) }

  /// The file's bytes.
  public func fileBytes() throws(KioskError) -> [UInt8] { try encoded() }
}

extension SignedFeedback: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SignedFeedback>?) -> Void {
    kiosk__v1__signed_feedback__init
  }

  package init(reading message: Kiosk__V1__SignedFeedback) throws(KioskError) {
    guard message.format <= Self.format else {
      throw KioskError(.tooNew, "the feedback file is of a later format", nextStep: "Update this software")
    }
    guard message.format == Self.format else {
      throw KioskError(
        .invalid, "the bytes are not a feedback file", nextStep: "Make one of it: kiosk-ctl feedback sign")
    }
    feedbackBytes = try readBytes(message.feedback, "signed_feedback.feedback", maximum: Self.maximumBytes)
    signature = try readBytes(message.signature, "signed_feedback.signature", exactly: 64)
    signer = try readBytes(message.signer, "signed_feedback.signer", exactly: 32)
  }

  package func write(to message: inout Kiosk__V1__SignedFeedback, in arena: WireArena) throws(KioskError) {
    message.format = Self.format
    message.feedback = try arena.bytes(feedbackBytes)
    message.signature = try arena.bytes(signature)
    message.signer = try arena.bytes(signer)
  }
}
