import Foundation
import Testing

@testable import KioskCore

/// Two implementations that share nothing open what the other sealed.
@Suite(.enabled(if: PythonEnvelope.isThere, "there is no .build/venv; make it with: scripts/deps test"))
struct EnvelopeInteropTests {
  let key: CollectionPrivateKey

  init() throws {
    key = try EnvelopeVectors.committed().key.privateKey()
  }

  @Test func pythonAgreesWithTheVectors() throws {
    let outcome = try PythonEnvelope.run(["vectors", EnvelopeVectors.file.path])
    #expect(outcome.status == 0, "\(outcome.complaint)")
  }

  @Test(arguments: try EnvelopeVectors.committed().open)
  func pythonOpensWhatSwiftSealed(_ vector: EnvelopeVectors.Openable) throws {
    let envelope = try EnvelopeSeal.seal(vector.contribution.contribution(), to: key.publicKey)
    let outcome = try PythonEnvelope.run(["open", "--seed", key.exposedSeed.hexadecimal], input: envelope.bytes)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let opened = try PlainContribution(json: outcome.output)
    #expect(try opened.json() == vector.contribution.json())
  }

  @Test(arguments: try EnvelopeVectors.committed().open)
  func swiftOpensWhatPythonSealed(_ vector: EnvelopeVectors.Openable) throws {
    let tag = WithdrawalCode().tag
    let outcome = try PythonEnvelope.run([
      "seal", "--public", try key.publicKey.bytes.hexadecimal, "--tag", tag.bytes.hexadecimal,
      "--json", try vector.contribution.json(),
    ])
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let envelope = try Envelope(decoding: Array(outcome.output))
    #expect(envelope.header.withdrawalTag == tag)
    let opened = try EnvelopeSeal.open(envelope, with: key)
    #expect(try PlainContribution(opened).json() == vector.contribution.json())
  }

  /// The Swift side seals words into the small bucket only; what is in a larger one opens all the same.
  @Test(arguments: Bucket.allCases) func swiftOpensEveryBucket(_ bucket: Bucket) throws {
    let given = try PlainContribution(EnvelopeFixtures.contribution("words in a bucket"))
    let outcome = try PythonEnvelope.run([
      "seal", "--public", try key.publicKey.bytes.hexadecimal, "--bucket", "\(bucket.rawValue)",
      "--json", try given.json(),
    ])
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let envelope = try Envelope(decoding: Array(outcome.output))
    #expect(envelope.header.bucket == bucket)
    #expect(try PlainContribution(EnvelopeSeal.open(envelope, with: key)).json() == given.json())
  }

  /// Vectors sealed just now, so that nothing hangs on the bytes that happen to be committed.
  @Test func freshVectorsComeOutAlike() throws {
    let outcome = try PythonEnvelope.run(["make-vectors"])
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let vectors = try EnvelopeVectors(json: outcome.output)
    for vector in vectors.open {
      let opened = try EnvelopeSeal.open(try Envelope(decoding: Array(vector.envelope)), with: key)
      #expect(try PlainContribution(opened).json() == vector.contribution.json(), "\(vector.name)")
    }
    for vector in vectors.refuse {
      let refusal = EnvelopeFixtures.refusal {
        try EnvelopeSeal.open(try Envelope(decoding: Array(vector.envelope)), with: key)
      }
      #expect(refusal?.rawValue == vector.error, "\(vector.name)")
    }
  }

  @Test func pythonRefusesASwiftWithdrawal() throws {
    let envelope = Envelope(withdrawing: WithdrawalCode().tag)
    let outcome = try PythonEnvelope.run(["open", "--seed", key.exposedSeed.hexadecimal], input: envelope.bytes)
    #expect(outcome.status == 1)
    #expect(outcome.complaint.hasPrefix("invalid: a withdrawal"))
  }
}
