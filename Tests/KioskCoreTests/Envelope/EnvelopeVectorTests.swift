import Foundation
import Testing

@testable import KioskCore

/// What another implementation sealed, and what it says of envelopes that are not to be opened.
@Suite struct EnvelopeVectorTests {
  let vectors: EnvelopeVectors
  let key: CollectionPrivateKey

  init() throws {
    vectors = try .committed()
    key = try vectors.key.privateKey()
  }

  @Test func theSeedExpandsToThePublicKey() throws {
    let publicKey = try key.publicKey
    #expect(publicKey.bytes == Array(vectors.key.public))
    #expect(publicKey.fingerprint.hexadecimal == vectors.key.fingerprint)
    #expect(publicKey.id.hexadecimal == vectors.key.fingerprint.prefix(32))
  }

  @Test(arguments: try EnvelopeVectors.committed().open)
  func opens(_ vector: EnvelopeVectors.Openable) throws {
    let envelope = try Envelope(decoding: Array(vector.envelope))
    #expect(envelope.header.kind == .contribution)
    #expect(envelope.header.bucket.rawValue == vector.header.bucket)
    #expect(envelope.header.keyID == (try key.publicKey.id))
    #expect(envelope.id.description == vector.header.id)
    #expect(envelope.header.withdrawalTag.bytes.hexadecimal == vector.header.withdrawalTag)

    let opened = try EnvelopeSeal.open(envelope, with: key)
    #expect(try PlainContribution(opened).json() == vector.contribution.json())
  }

  @Test(arguments: try EnvelopeVectors.committed().refuse)
  func refuses(_ vector: EnvelopeVectors.Refusal) throws {
    let refusal = EnvelopeFixtures.refusal {
      try EnvelopeSeal.open(try Envelope(decoding: Array(vector.envelope)), with: key)
    }
    #expect(refusal?.rawValue == vector.error)
  }

  /// A file that lost its vectors would pass otherwise.
  @Test func allKindsAreThere() {
    #expect(vectors.open.count >= 15)
    #expect(vectors.refuse.count >= 65)
    #expect(Set(vectors.refuse.map(\.error)) == ["invalid", "corrupt", "not-found", "too-new"])
    let lengths = vectors.open.map(\.contribution.words?.utf8.count)
    #expect(lengths.contains(1))
    #expect(lengths.contains(Words.maximumBytes))
  }

  @Test func withdrawalCodesLeadToTheirTags() throws {
    #expect(!vectors.withdrawalCodes.isEmpty)
    for pair in vectors.withdrawalCodes {
      #expect(try WithdrawalCode(typed: pair.code).tag.bytes.hexadecimal == pair.tag)
    }
  }

  @Test func wrongCodesAreRefused() {
    #expect(!vectors.refusedCodes.isEmpty)
    for code in vectors.refusedCodes {
      #expect(EnvelopeFixtures.refusal { try WithdrawalCode(typed: code) } == .invalid)
    }
  }
}
