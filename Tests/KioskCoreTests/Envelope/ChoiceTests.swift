import Testing

@testable import KioskCore

/// Cards, feelings, and the text beside them.
@Suite struct ChoiceTests {
  private func card(_ statement: String, _ owner: SectionReference.Owner = .theme("a-theme")) throws -> Card {
    try Card(section: SectionReference(owner: owner, section: "a-section"), statement: statement)
  }

  private func refusal(_ body: () throws -> Void) -> KioskError.Code? { EnvelopeFixtures.refusal(body) }

  @Test func oneToThreeCardsAreTaken() throws {
    let cards = try ["a", "b", "c", "d"].map { try card($0) }
    for count in 1...3 { #expect(try Cards(Array(cards.prefix(count))).exposed == Array(cards.prefix(count))) }
    #expect(refusal { _ = try Cards([]) } == .invalid)
    #expect(refusal { _ = try Cards(cards) } == .invalid)
  }

  @Test func noCardIsThereTwice() throws {
    let (one, other) = (try card("a"), try card("a", .board("a-theme")))
    #expect(try Cards([one, other]).exposed.count == 2, "the same word for another statement")
    #expect(refusal { _ = try Cards([one, other, one]) } == .invalid)
  }

  @Test func aCardNamesAStatement() throws {
    let longest = String(repeating: "x", count: 48)
    #expect(refusal { _ = try card(longest) } == nil)
    for statement in ["", "A", "a b", longest + "x", "a\0b"] {
      #expect(refusal { _ = try card(statement) } == .invalid)
    }
    #expect(refusal { _ = try card("a", .theme("")) } == .invalid)
    #expect(refusal { _ = try card("a", .programme) } == nil)
  }

  @Test func aCardIsWrittenAsInAPack() throws {
    for text in ["theme.a/b/c", "board.a/b/c", "agenda.a/b/c", "programme/b/c"] {
      #expect(Card(written: text)?.exposedText == text)
    }
    for text in ["", "theme.a/b", "theme/b/c", "a/b/c", "theme.a/b/", "theme.a//c", "theme.a/b/c/d", "programme.a/b/c"]
    {
      #expect(Card(written: text) == nil, "\(text)")
    }
  }

  @Test func aFeelingIsOnTheScale() throws {
    for level in 1...5 { #expect(try Feeling(level: level).exposedLevel == level) }
    for level in [Int.min, -1, 0, 6, .max] { #expect(refusal { _ = try Feeling(level: level) } == .invalid) }
  }

  @Test func theTextBesideHasBounds() throws {
    let longest = String(repeating: "è", count: 512)
    for text in ["", " ", "because\n\tso", longest] {
      #expect(try Feeling(level: 3, why: text).exposedWhy == text)
      #expect(try Cards([card("a")], why: text).exposedWhy == text)
      #expect(try Drawing(png: PNGMaker.plain(), description: text).exposedDescription == text)
    }
    for text in [longest + "n", "a\u{7}", "a\0", "\u{85}"] {
      #expect(refusal { _ = try Feeling(level: 3, why: text) } == .invalid)
      #expect(refusal { _ = try Cards([card("a")], why: text) } == .invalid)
      #expect(refusal { _ = try Drawing(png: PNGMaker.plain(), description: text) } == .invalid)
    }
  }

  @Test func everyWayIsWrittenAndRead() throws {
    let ways: [(String, Contribution.Content)] = [
      ("words", .words(try Words("words"))),
      ("cards", .cards(try Cards([card("a"), card("b", .programme), card("c", .agenda("x"))], why: "why"))),
      ("feeling", .feeling(try Feeling(level: 2, why: "Dè?"))),
      ("drawing", .drawing(try Drawing(png: EnvelopeFixtures.drawing, description: "a face"))),
    ]
    for (way, content) in ways {
      let given = Contribution(labels: EnvelopeFixtures.fullLabels, content: content)
      #expect(given.way == way)
      let bytes = try given.encoded()
      #expect(try Contribution(decoding: bytes) == given)
      for count in stride(from: 0, to: bytes.count, by: 7) {
        #expect(refusal { _ = try Contribution(decoding: bytes.prefix(count)) } == .invalid)
      }
    }
  }

  /// What a peer writes is checked as what a caller makes.
  @Test func whatIsOutsideItsBoundsIsNotRead() throws {
    let wire = ContributionWireTests()
    let labels = wire.field(1, [])
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { wire.field(number, content) }
    func card(_ owner: [UInt8], _ statement: String) -> [UInt8] {
      field(1, field(1, owner + field(3, Array("s".utf8))) + field(2, Array(statement.utf8)))
    }
    let theme = [1 << 3, 2] + field(2, Array("t".utf8))
    #expect(wire.refusal(labels + field(3, card(theme, "a"))) == nil)
    #expect(wire.refusal(labels + field(3, card([1 << 3, 1], "a"))) == nil, "the programme's")
    #expect(wire.refusal(labels + field(4, [1 << 3, 3])) == nil)
    for content in [
      field(3, []), field(3, card(theme, "a") + card(theme, "a")),
      field(3, ["a", "b", "c", "d"].flatMap { card(theme, $0) }), field(3, card([], "a")), field(3, card(theme, "")),
      field(3, card([1 << 3, 9], "a")), field(3, field(1, field(2, Array("a".utf8)))),
      field(3, card(theme, "a") + field(2, [UInt8](repeating: 0x61, count: 1025))),
      field(4, []), field(4, [1 << 3, 0]), field(4, [1 << 3, 6]), field(4, [1 << 3, 3] + field(2, [0xff])),
      field(5, []), field(5, field(1, Array("no picture".utf8))),
      field(5, field(1, PNGMaker.plain()) + field(2, [0x61, 0])),
    ] { #expect(wire.refusal(labels + content) == .invalid) }
  }

  @Test func nothingIsShown() throws {
    let redaction = RedactionTests()
    let secret = "zebrafish"
    let cards = try Cards([card(secret, .theme(secret))], why: secret)
    let feeling = try Feeling(level: 4, why: secret)
    let drawing = try Drawing(png: PNGMaker.plain(), description: secret)
    redaction.expectNothing(of: [secret], in: cards)
    redaction.expectNothing(of: [secret], in: cards.exposed)
    redaction.expectNothing(of: [secret, "4"], in: feeling)
    redaction.expectNothing(of: [secret, "137", "IHDR", "73, 72"], in: drawing)
    for content: Contribution.Content in [.cards(cards), .feeling(feeling), .drawing(drawing)] {
      redaction.expectNothing(of: [secret], in: Contribution(labels: Labels(), content: content))
    }
  }
}
