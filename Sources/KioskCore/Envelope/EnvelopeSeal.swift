internal import Crypto
internal import FoundationEssentials

/// The seal: HPKE (RFC 9180) in base mode with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305, one context an envelope.
public enum EnvelopeSeal {
  private static let suite = HPKE.Ciphersuite(kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
  private static let info = Data("kiosk.v1 contribution".utf8)

  /// Seals a contribution to `key`. The plaintext stands in memory only, and is wiped on the way out.
  /// - Parameter tag: what a withdrawal code leads to; that of a code thrown away when none was wanted.
  /// - Throws: `KioskError.invalid` when it does not fit.
  public static func seal(
    _ contribution: Contribution, to key: CollectionPublicKey, withdrawalTag tag: WithdrawalTag = WithdrawalTag()
  ) throws(KioskError) -> Envelope {
    var content = try contribution.encoded()
    defer { content.withUnsafeMutableBytes { wipe($0) } }
    let bucket = contribution.content.bucket
    guard bucket.holds(content.count) else {
      throw KioskError(.invalid, "the contribution is larger than its envelope", nextStep: "Make it shorter")
    }
    let header = EnvelopeHeader(
      kind: .contribution, bucket: bucket, keyID: key.id, id: EnvelopeID(), withdrawalTag: tag)
    return try seal(content, under: header, to: key)
  }

  private static func seal(
    _ content: [UInt8], under header: EnvelopeHeader, to key: CollectionPublicKey
  ) throws(KioskError) -> Envelope {
    var padded = [UInt8](repeating: 0, count: header.bucket.capacity)
    defer { padded.withUnsafeMutableBytes { wipe($0) } }
    for index in 0..<Bucket.lengthPrefix {
      padded[index] = UInt8(truncatingIfNeeded: content.count >> (8 * (Bucket.lengthPrefix - 1 - index)))
    }
    padded.replaceSubrange(Bucket.lengthPrefix..<Bucket.lengthPrefix + content.count, with: content)
    do {
      var sender = try HPKE.Sender(recipientKey: key.key, ciphersuite: suite, info: info)
      let ciphertext = try sender.seal(padded, authenticating: header.bytes)
      return Envelope(header: header, sealed: Array(sender.encapsulatedKey) + Array(ciphertext))
    } catch {
      throw KioskError(.internal, "sealing failed")
    }
  }

  /// Opens an envelope.
  /// - Throws: `KioskError.notFound` when it was sealed to another key, `.corrupt` when the seal does not hold,
  ///   `.invalid` when what is inside is no contribution.
  public static func open(_ envelope: Envelope, with key: CollectionPrivateKey) throws(KioskError) -> Contribution {
    let header = envelope.header
    guard header.kind == .contribution else { throw KioskError(.invalid, "a withdrawal holds nothing to open") }
    guard header.keyID == (try key.publicKey).id else {
      throw KioskError(
        .notFound, "the envelope was sealed to another collection key", nextStep: "Collect again with that key")
    }
    let body = envelope.bytes.dropFirst(EnvelopeHeader.length)
    var padded: [UInt8]
    do {
      var recipient = try HPKE.Recipient(
        privateKey: key.key, ciphersuite: suite, info: info,
        encapsulatedKey: Data(body.prefix(EnvelopeHeader.encapsulatedKeyLength)))
      padded = Array(
        try recipient.open(body.dropFirst(EnvelopeHeader.encapsulatedKeyLength), authenticating: header.bytes))
    } catch {
      throw KioskError(.corrupt, "the seal does not hold: the envelope was changed")
    }
    defer { padded.withUnsafeMutableBytes { wipe($0) } }
    return try contribution(in: padded)
  }

  private static func contribution(in padded: [UInt8]) throws(KioskError) -> Contribution {
    let count = padded.prefix(Bucket.lengthPrefix).reduce(0) { $0 << 8 | Int($1) }
    let content = padded.dropFirst(Bucket.lengthPrefix)
    guard count <= content.count, content.dropFirst(count).allSatisfy({ $0 == 0 }) else {
      throw KioskError(.invalid, "the padding inside the seal is malformed")
    }
    return try Contribution(decoding: content.prefix(count))
  }
}
