package import CKioskProto
public import Crypto

/// A pack as a file: its bytes, and a coordinator's signature over them.
public struct SignedPack: Sendable {
  /// Longest file in bytes.
  public static let maximumBytes = 1 << 20
  private static let format: UInt32 = 1

  /// The compiled pack's bytes.
  public let packBytes: [UInt8]
  /// Ed25519 (RFC 8032) over the context and the bytes.
  public let signature: [UInt8]
  /// Who signed: an Ed25519 public key.
  public let signer: [UInt8]

  /// Signs a pack.
  public init(_ pack: Pack, signedBy key: Curve25519.Signing.PrivateKey) throws(KioskError) {
    packBytes = try pack.encoded()
    let made = try FileSignature(of: packBytes, as: .pack, by: key)
    (signature, signer) = (made.signature, made.signer)
    guard (try encoded()).count <= Self.maximumBytes else {
      throw KioskError(.invalid, "the pack is longer than \(Self.maximumBytes) bytes", nextStep: "Split the programme")
    }
  }

  /// Reads a file's bytes and verifies the signature.
  /// - Parameter signers: the keys that are trusted; nil accepts any.
  /// - Throws: `.invalid` when it is no pack or the signature does not hold, `.denied` when the signer is not trusted,
  ///   `.tooNew` for a later format.
  public static func open(
    _ bytes: [UInt8], trusting signers: [[UInt8]]?
  ) throws(KioskError) -> (pack: Pack, signed: SignedPack) {
    guard bytes.count <= maximumBytes else {
      throw KioskError(.invalid, "the pack file is longer than \(maximumBytes) bytes")
    }
    let signed = try SignedPack(decoding: bytes)
    try FileSignature(signature: signed.signature, signer: signed.signer)
      .check(signed.packBytes, as: .pack, trusting: signers)
    return (try Pack(decoding: signed.packBytes), signed)
  }

  /// SHA-256 of the pack's bytes.
  public var digest: [UInt8] { Array(SHA256.hash(data: packBytes)) }

  /// The file's bytes.
  public func fileBytes() throws(KioskError) -> [UInt8] { try encoded() }
}

extension SignedPack: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SignedPack>?) -> Void { kiosk__v1__signed_pack__init }

  package init(reading message: Kiosk__V1__SignedPack) throws(KioskError) {
    guard message.format <= Self.format else {
      throw KioskError(.tooNew, "the pack file is of a later format", nextStep: "Update this software")
    }
    guard message.format == Self.format else { throw KioskError(.invalid, "the bytes are not a pack file") }
    packBytes = try readBytes(message.pack, "signed_pack.pack", maximum: Self.maximumBytes)
    signature = try readBytes(message.signature, "signed_pack.signature", exactly: 64)
    signer = try readBytes(message.signer, "signed_pack.signer", exactly: 32)
  }

  package func write(to message: inout Kiosk__V1__SignedPack, in arena: WireArena) throws(KioskError) {
    message.format = Self.format
    message.pack = try arena.bytes(packBytes)
    message.signature = try arena.bytes(signature)
    message.signer = try arena.bytes(signer)
  }
}
