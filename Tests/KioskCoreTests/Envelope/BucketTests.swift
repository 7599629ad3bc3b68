import Testing

@testable import KioskCore

@Suite struct BucketTests {
  @Test func lengthsAndCapacitiesAreThoseOfTheFormat() {
    #expect(Bucket.allCases.map(\.envelopeLength) == [4_096, 65_536, 131_072, 262_144, 524_288, 1_048_576])
    #expect(Bucket.allCases.map(\.capacity) == [2_888, 64_328, 129_864, 260_936, 523_080, 1_047_368])
    #expect(Bucket.allCases == Bucket.allCases.sorted())
  }

  @Test(arguments: Bucket.allCases) func fillsToItsLastByteAndNoFurther(_ bucket: Bucket) throws {
    let most = bucket.capacity - Bucket.lengthPrefix
    #expect(try Bucket.fitting(most) == bucket)
    if let next = Bucket(rawValue: bucket.rawValue + 1) {
      #expect(try Bucket.fitting(most + 1) == next)
    } else {
      #expect(EnvelopeFixtures.refusal { try Bucket.fitting(most + 1) } == .invalid)
    }
  }

  @Test func nothingFitsTheSmallest() throws {
    #expect(try Bucket.fitting(0) == .small)
  }

  /// Or the bucket would tell long words from short ones.
  @Test func theLongestWordsWithAllLabelsFitTheSmallest() throws {
    let longest = String(repeating: "w", count: Words.maximumBytes)
    let contribution = try EnvelopeFixtures.contribution(longest, labels: EnvelopeFixtures.fullLabels)
    let count = try contribution.encoded().count
    #expect(count == 2_549)
    #expect(try Bucket.fitting(count) == .small)
  }

  @Test(arguments: EnvelopeFixtures.identifiers)
  func aLabelHasABound(_ path: any WritableKeyPath<Labels, String> & Sendable) throws {
    let key = try CollectionPrivateKey()
    var given = try EnvelopeFixtures.contribution("words")
    given.labels[keyPath: path] = String(repeating: "è", count: 24)
    #expect(try EnvelopeSeal.open(EnvelopeSeal.seal(given, to: key.publicKey), with: key) == given)
    given.labels[keyPath: path] += "n"
    #expect(EnvelopeFixtures.refusal { try EnvelopeSeal.seal(given, to: key.publicKey) } == .invalid)
    given.labels[keyPath: path] = "a\0b"
    #expect(EnvelopeFixtures.refusal { try EnvelopeSeal.seal(given, to: key.publicKey) } == .invalid)
  }

  @Test(arguments: [1, 31, 33, 5_000]) func aPackDigestIsWholeOrAbsent(_ count: Int) throws {
    var given = try EnvelopeFixtures.contribution("words")
    #expect(throws: Never.self) { try given.encoded() }
    given.labels.packDigest = [UInt8](repeating: 7, count: 32)
    #expect(throws: Never.self) { try given.encoded() }
    given.labels.packDigest = [UInt8](repeating: 7, count: count)
    #expect(EnvelopeFixtures.refusal { try given.encoded() } == .invalid)
  }
}
