internal import Crypto

/// A sealed contribution (or a withdrawal), exactly as long as its bucket.
public struct Envelope: Hashable, Sendable {
  /// What stands outside the seal.
  public let header: EnvelopeHeader
  /// All bytes, header included.
  public let bytes: [UInt8]

  /// Reads an envelope; the seal is not looked at.
  /// - Throws: `KioskError.invalid` when the length is not the bucket's or the header is malformed, `.tooNew`.
  public init(decoding bytes: [UInt8]) throws(KioskError) {
    header = try EnvelopeHeader(decoding: bytes)
    guard bytes.count == header.bucket.envelopeLength else {
      throw KioskError(.invalid, "the envelope is not as long as its bucket says")
    }
    self.bytes = bytes
  }

  /// The wish to take back whatever has this tag.
  public init(withdrawing tag: WithdrawalTag) {
    header = EnvelopeHeader(
      kind: .withdrawal, bucket: .small, keyID: [UInt8](repeating: 0, count: 16), id: EnvelopeID(), withdrawalTag: tag)
    bytes = header.bytes + RandomBytes.make(Bucket.small.envelopeLength - EnvelopeHeader.length)
  }

  init(header: EnvelopeHeader, sealed: [UInt8]) {
    self.header = header
    bytes = header.bytes + sealed
  }

  /// The envelope's name.
  public var id: EnvelopeID { header.id }

  /// SHA-256 over all bytes, which a receipt repeats.
  public var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }
}

extension Envelope: CustomStringConvertible {
  public var description: String { "Envelope(\(header.id), \(header.bucket))" }
}
