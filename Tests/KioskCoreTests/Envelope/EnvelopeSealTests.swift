import Testing

@testable import KioskCore

@Suite struct EnvelopeSealTests {
  let key: CollectionPrivateKey
  let given: Contribution
  let envelope: Envelope

  init() throws {
    key = try CollectionPrivateKey()
    var labels = Labels()
    labels.activity = "drop-in"
    given = try EnvelopeFixtures.contribution("I would like to be asked first.", labels: labels)
    envelope = try EnvelopeSeal.seal(given, to: key.publicKey)
  }

  /// What opening says after one byte was changed.
  func refusal(changing index: Int) -> KioskError.Code? {
    var bytes = envelope.bytes
    bytes[index] ^= 0x10
    return EnvelopeFixtures.refusal { try EnvelopeSeal.open(try Envelope(decoding: bytes), with: key) }
  }

  @Test func whatIsSealedOpensAsItWas() throws {
    #expect(envelope.bytes.count == 4096)
    #expect(try EnvelopeSeal.open(envelope, with: key) == given)
    #expect(try EnvelopeSeal.open(try Envelope(decoding: envelope.bytes), with: key) == given)
  }

  @Test func noByteCanBeChanged() {
    for index in 0..<8 { #expect(refusal(changing: index) == (index == 4 ? .tooNew : .invalid)) }
    for index in 8..<24 { #expect(refusal(changing: index) == .notFound) }
    for index in 24..<72 { #expect(refusal(changing: index) == .corrupt) }
    // All that lies behind the header is under the seal; this passes through every part of it.
    for index in Array(stride(from: 72, to: 4096, by: 31)) + [1159, 1160, 1191, 1192, 4079, 4080, 4095] {
      #expect(refusal(changing: index) == .corrupt)
    }
  }

  /// What one seal makes has nothing in common with what another makes of the same words, but key, kind and size.
  @Test func theSameWordsAreNeverSealedAlike() throws {
    let other = try EnvelopeSeal.seal(given, to: key.publicKey)
    #expect(envelope.id != other.id)
    #expect(envelope.digest != other.digest)
    #expect(envelope.header.withdrawalTag != other.header.withdrawalTag)
    let alike = zip(envelope.bytes, other.bytes).dropFirst(24).count { $0 == $1 }
    #expect(alike < 60, "16 in 4072 would be chance")
  }

  @Test func anotherKeyDoesNotOpenIt() throws {
    let other = try CollectionPrivateKey()
    #expect(EnvelopeFixtures.refusal { try EnvelopeSeal.open(envelope, with: other) } == .notFound)
    var bytes = envelope.bytes
    bytes.replaceSubrange(8..<24, with: try other.publicKey.id)
    let renamed = try Envelope(decoding: bytes)
    #expect(EnvelopeFixtures.refusal { try EnvelopeSeal.open(renamed, with: other) } == .corrupt)
  }

  @Test func aWithdrawalHoldsNothing() {
    let withdrawal = Envelope(withdrawing: envelope.header.withdrawalTag)
    #expect(EnvelopeFixtures.refusal { try EnvelopeSeal.open(withdrawal, with: key) } == .invalid)
  }

  @Test func carriesTheTagOfTheCode() throws {
    let code = WithdrawalCode()
    let sealed = try EnvelopeSeal.seal(given, to: key.publicKey, withdrawalTag: code.tag)
    #expect(sealed.header.withdrawalTag == code.tag)
  }

  @Test func aSeedMakesTheSameKeyAgain() throws {
    let again = try CollectionPrivateKey(seed: key.exposedSeed)
    #expect(try again.publicKey == key.publicKey)
    #expect(try EnvelopeSeal.open(envelope, with: again) == given)
    for count in [0, 31, 33, 64] {
      let seed = [UInt8](repeating: 1, count: count)
      #expect(EnvelopeFixtures.refusal { try CollectionPrivateKey(seed: seed) } == .invalid)
    }
  }

  /// A device that took such a key would find out at the first contribution, when it is too late.
  @Test func aPublicKeyIsLookedAt() throws {
    let good = try key.publicKey.bytes
    #expect(try CollectionPublicKey(good).bytes == good)
    let bad: [[UInt8]] = [
      [], good.dropLast(), good + [0], [UInt8](repeating: 0xff, count: good.count),
      good.prefix(1184) + [UInt8](repeating: 0, count: 32),
    ]
    for bytes in bad { #expect(EnvelopeFixtures.refusal { try CollectionPublicKey(bytes) } == .invalid) }
  }
}
