import Testing

@testable import KioskCore

@Suite struct WordsTests {
  @Test(arguments: ["a", "è", "e\u{300}", "🙂", " x ", "\n.\t", "\u{200b}", "Dè a-nis?\n\n– Chan eil fhios agam.\n"])
  func takesWhatPeopleType(_ text: String) throws {
    #expect(Array(try Words(text).exposed.utf8) == Array(text.utf8))
  }

  /// The bound counts bytes; 350 words of any language fit.
  @Test(arguments: ["w", "è", "⁊ ", "🙂"]) func takesTwoKilobytesAndNoMore(_ piece: String) throws {
    let full = String(repeating: piece, count: Words.maximumBytes / piece.utf8.count)
    #expect(full.utf8.count == Words.maximumBytes)
    #expect(try Words(full).exposed == full)
    #expect(EnvelopeFixtures.refusal { try Words(full + "n") } == .invalid)
  }

  @Test(arguments: ["", " ", "\n\t \n", "\u{a0}", "\u{2003}\u{3000}", " \u{2028}"])
  func refusesWhatHoldsNoWords(_ text: String) {
    #expect(EnvelopeFixtures.refusal { try Words(text) } == .invalid)
  }

  @Test func refusesEveryControlCharacterButTwo() {
    for value in Array(UInt8(0)..<0x20) + Array(0x7f..<0xa0) {
      let scalar = Unicode.Scalar(value)
      let refusal = EnvelopeFixtures.refusal { try Words("a\(scalar)b") }
      #expect(refusal == (scalar == "\n" || scalar == "\t" ? nil : .invalid), "\(value)")
    }
  }

  /// A return and a line feed are one character to Swift; the return is a control character all the same.
  @Test func refusesAReturnBeforeALineFeed() {
    #expect(EnvelopeFixtures.refusal { try Words("a\r\nb") } == .invalid)
  }
}
