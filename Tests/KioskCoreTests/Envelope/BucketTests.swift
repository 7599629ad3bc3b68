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
    #expect(bucket.holds(0) && bucket.holds(most) && !bucket.holds(most + 1))
  }

  /// Or the bucket would tell long words from short ones.
  @Test func theLongestWordsWithAllLabelsFitTheSmallest() throws {
    let longest = String(repeating: "w", count: Words.maximumBytes)
    let contribution = try EnvelopeFixtures.contribution(longest, labels: EnvelopeFixtures.fullLabels)
    let count = try contribution.encoded().count
    #expect(count == 2_549)
    #expect(Bucket.small.holds(count))
  }

  /// The bucket follows the way: the longest of each way fits with every label at its longest, the shortest is in no
  /// smaller one.
  @Test func everyWayHasOneBucket() throws {
    let key = try CollectionPrivateKey()
    let why = String(repeating: "y", count: 1024)
    let id = String(repeating: "n", count: Labels.maximumIdentifierBytes)
    let longest = try (0..<3).map { number in
      try Card(section: SectionReference(owner: .agenda(id), section: id), statement: "\(number)" + id.dropFirst())
    }
    let short = try Card(section: SectionReference(owner: .programme, section: "a"), statement: "b")
    let ways: [(Contribution.Content, Bucket, Int?)] = [
      (.words(try Words("w")), .small, nil),
      (.cards(try Cards([short])), .small, nil),
      (.cards(try Cards(longest, why: why)), .small, 1_996),
      (.feeling(try Feeling(level: 1)), .small, nil),
      (.feeling(try Feeling(level: 5, why: why)), .small, 1_527),
      (.drawing(try Drawing(png: PNGMaker.plain())), .media64, nil),
      (.drawing(try Drawing(png: PNGMaker.plain(length: 60_000), description: why)), .media64, 61_530),
    ]
    for (content, bucket, count) in ways {
      let given = Contribution(labels: EnvelopeFixtures.fullLabels, content: content)
      let length = try given.encoded().count
      if let count { #expect(length == count, "\(content.way)") }
      let envelope = try EnvelopeSeal.seal(given, to: key.publicKey)
      #expect(envelope.header.bucket == bucket)
      #expect(envelope.bytes.count == bucket.envelopeLength)
      #expect(try EnvelopeSeal.open(envelope, with: key) == given)
    }
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
