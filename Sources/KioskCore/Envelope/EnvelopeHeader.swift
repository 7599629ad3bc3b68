/// The only things that stand outside the seal. They are authenticated with it.
///
/// Layout, 72 bytes: `KENV` · version (1) · kind (1) · bucket (1) · zero (1) · key id (16) · id (16) · withdrawal tag
/// (32). `docs/envelope.md` has the whole format.
public struct EnvelopeHeader: Hashable, Sendable {
  /// What the bytes behind the header are.
  public enum Kind: UInt8, Sendable {
    /// A sealed contribution.
    case contribution = 1
    /// The wish to take back the contribution with the same withdrawal tag. The rest is random, so that on the wire
    /// it looks like any other envelope.
    case withdrawal = 2
  }

  /// Length of the header in bytes.
  public static let length = 72
  /// The format that this software writes and reads.
  public static let version: UInt8 = 1
  /// X-Wing ciphertext: ML-KEM-768 (1088) and X25519 (32); draft-connolly-cfrg-xwing-kem.
  public static let encapsulatedKeyLength = 1120
  /// Poly1305 tag.
  public static let tagLength = 16
  static let magic: [UInt8] = Array("KENV".utf8)

  /// What the envelope is.
  public var kind: Kind
  /// Its size.
  public var bucket: Bucket
  /// Which collection key opens it: the first 16 bytes of the key's fingerprint. Zero for a withdrawal.
  public var keyID: [UInt8]
  /// Random, 16 bytes; the envelope's name for ever.
  public var id: EnvelopeID
  /// What a withdrawal code leads to.
  public var withdrawalTag: WithdrawalTag

  /// Creates a header.
  public init(
    kind: Kind, bucket: Bucket, keyID: [UInt8], id: EnvelopeID, withdrawalTag: WithdrawalTag
  ) {
    self.kind = kind
    self.bucket = bucket
    self.keyID = keyID
    self.id = id
    self.withdrawalTag = withdrawalTag
  }

  /// The header's bytes.
  public var bytes: [UInt8] {
    Self.magic + [Self.version, kind.rawValue, bucket.rawValue, 0] + keyID + id.bytes + withdrawalTag.bytes
  }

  /// Reads a header from the front of an envelope.
  /// - Throws: `KioskError.invalid` when it is none, `.tooNew` for a later version.
  public init(decoding bytes: some Collection<UInt8>) throws(KioskError) {
    guard bytes.count >= Self.length else { throw KioskError(.invalid, "the bytes are too few for an envelope") }
    let field = Array(bytes.prefix(Self.length))
    guard field[0..<4].elementsEqual(Self.magic) else { throw KioskError(.invalid, "the bytes are not an envelope") }
    guard field[4] <= Self.version else {
      throw KioskError(.tooNew, "the envelope is of a later version", nextStep: "Update this software")
    }
    guard field[4] == Self.version, field[7] == 0, let kind = Kind(rawValue: field[5]),
      let bucket = Bucket(rawValue: field[6])
    else { throw KioskError(.invalid, "the envelope's header is malformed") }
    // A withdrawal is made in one way only; another one would be a mark that somebody set.
    guard kind == .contribution || (bucket == .small && field[8..<24].allSatisfy { $0 == 0 }) else {
      throw KioskError(.invalid, "the withdrawal's header is malformed")
    }
    self.init(
      kind: kind, bucket: bucket, keyID: Array(field[8..<24]), id: try EnvelopeID(field[24..<40]),
      withdrawalTag: try WithdrawalTag(field[40..<72]))
  }
}
