import Testing

@testable import KioskCore

/// What protobuf-c leaves unchecked: text, memory, and messages that lack something.
@Suite struct ContributionWireTests {
  /// A length-delimited field, made by hand.
  func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    var count = content.count
    var bytes = [number << 3 | 2]
    while count > 0x7f {
      bytes.append(UInt8(count & 0x7f) | 0x80)
      count >>= 7
    }
    return bytes + [UInt8(count)] + content
  }

  func message(words: [UInt8], label: [UInt8] = Array("talk".utf8)) -> [UInt8] {
    field(1, field(3, label)) + field(2, field(1, words))
  }

  func refusal(_ bytes: [UInt8], cap: Int = WireArena.defaultCap) -> KioskError.Code? {
    EnvelopeFixtures.refusal { try Contribution(decoding: bytes, cap: cap) }
  }

  let words = Array("words".utf8)

  @Test func readsWhatWasMadeByHand() throws {
    let read = try Contribution(decoding: message(words: words))
    #expect(read.labels.activity == "talk")
    #expect(read.labels.language == "")
    #expect(read.content == .words(try Words("words")))
  }

  @Test func writesAndReadsEveryLabel() throws {
    var labels = Labels()
    for (index, path) in EnvelopeFixtures.identifiers.enumerated() { labels[keyPath: path] = "label \(index)" }
    (labels.packDigest, labels.isRehearsal, labels.day) = (Array(0..<32), true, 20_650)
    let given = try EnvelopeFixtures.contribution("words", labels: labels)
    #expect(try Contribution(decoding: given.encoded()) == given)
  }

  @Test func refusesANulInText() {
    #expect(refusal(message(words: [0x61, 0, 0x62])) == .invalid)
    #expect(refusal(message(words: [0x61, 0])) == .invalid)
    #expect(refusal(message(words: words, label: [0x61, 0, 0x62])) == .invalid)
    #expect(refusal(message(words: words, label: [0])) == .invalid)
  }

  @Test(
    arguments: [
      [0x80], [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80], [0xff],
    ] as [[UInt8]])
  func refusesWrongUTF8(_ bytes: [UInt8]) {
    #expect(refusal(message(words: words + bytes)) == .invalid)
    #expect(refusal(message(words: words, label: bytes)) == .invalid)
  }

  @Test func refusesWhatIsCutShort() throws {
    let whole = try EnvelopeFixtures.contribution("words", labels: EnvelopeFixtures.fullLabels).encoded()
    for count in 0..<whole.count { #expect(refusal(Array(whole.prefix(count))) == .invalid, "\(count) bytes") }
  }

  @Test func refusesWhatLacksOrMistakesAField() {
    let (labels, content) = (field(1, field(3, words)), field(2, field(1, words)))
    #expect(refusal(labels + content) == nil)
    #expect(refusal([]) == .invalid)
    #expect(refusal(labels) == .invalid)
    #expect(refusal(content) == .invalid)
    #expect(refusal(labels + field(3, words)) == .invalid, "content of a way that this version does not know")
    #expect(refusal(labels + field(2, [])) == .invalid, "no words")
    #expect(refusal(labels + [2 << 3 | 0, 7]) == .invalid, "another wire type")
    #expect(refusal(labels + content + [3 << 3 | 3]) == .invalid, "a group")
    #expect(refusal(labels + content + [0x02, 0x00]) == .invalid, "field 0")
    #expect(refusal(labels + [2 << 3 | 2, 0xff, 0xff, 0xff, 0xff, 0x0f]) == .invalid, "a length of four gigabytes")
  }

  @Test func passesOverUnknownFields() throws {
    let unknown = field(14, [1, 2, 3]) + [15 << 3, 0x96, 0x01]
    let read = try Contribution(decoding: unknown + message(words: words) + unknown)
    #expect(read.content == .words(try Words("words")))
  }

  @Test func refusesToTakeMoreMemoryThanItsCap() {
    let whole = message(words: words)
    #expect(refusal(whole, cap: 4_096) == nil)
    #expect(refusal(whole, cap: 64) == .invalid)
    // Two bytes each on the wire, and an entry each in memory.
    let flood = [[UInt8]](repeating: [15 << 3, 1], count: 500_000).flatMap(\.self)
    #expect(refusal(whole + flood) == .invalid)
  }

  @Test func survivesRandomBytes() throws {
    let whole = try EnvelopeFixtures.contribution("words", labels: EnvelopeFixtures.fullLabels).encoded()
    for _ in 0..<5_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6) { bytes[Int.random(in: bytes.indices)] = .random(in: 0...255) }
      if let read = try? Contribution(decoding: bytes) {
        #expect(try Contribution(decoding: read.encoded()) == read)
      }
    }
  }
}
