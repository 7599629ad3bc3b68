import ArgumentParser
import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_ctl

/// What is collected of cards, feelings and drawings.
@Suite struct CollectedWaysTests {
  let fixture = try! CollectionFixture()

  private func cards(why: String = "") throws -> Contribution.Content {
    let cards = ["theme.a-theme/a-section/one", "programme/vision/home"]
    return .cards(try Cards(cards.map { try #require(Card(written: $0)) }, why: why))
  }

  private func one(_ way: String) throws -> CollectedContribution {
    try #require(try fixture.collected().first { $0.way == way })
  }

  private func file(_ envelope: Envelope) -> String { "\(fixture.out)/drawings/\(envelope.id).png" }

  @Test func everyWayHasItsFields() async throws {
    let drawing = try fixture.drawing("=1+1, a face")
    try await fixture.run(
      [
        fixture.envelope("words"), fixture.envelope(cards(why: "both")),
        fixture.envelope(.feeling(try Feeling(level: 4))), drawing,
      ].map { .envelope($0.bytes) })
    #expect(try one("words").words == "words")
    let cards = try one("cards")
    #expect(cards.cards == ["theme.a-theme/a-section/one", "programme/vision/home"])
    #expect((cards.why, cards.words, cards.feeling) == ("both", nil, nil))
    let feeling = try one("feeling")
    #expect((feeling.feeling, feeling.why) == (4, nil))
    let picture = try one("drawing")
    #expect((picture.drawing, picture.description) == ("drawings/\(drawing.id).png", "=1+1, a face"))
    #expect(try AtomicFile.read(file(drawing)) == CollectionFixture.png)
    #expect(fixture.folder.mode("collected/drawings") == 0o700)
    #expect(fixture.folder.mode("collected/drawings/\(drawing.id).png") == 0o600)
    let table = try fixture.read("contributions.csv")
    #expect(table.contains(",cards,,theme.a-theme/a-section/one programme/vision/home,,both,,,"))
    #expect(table.contains(",feeling,,,4,,,,"))
    #expect(table.contains(",drawing,,,,,drawings/\(drawing.id).png,\"'=1+1, a face\","))
    let lines = try fixture.read("contributions.jsonl")
    #expect(lines.contains(#""cards":["theme.a-theme/a-section/one","programme/vision/home"]"#))
    #expect(lines.contains(#""feeling":4"#))
    #expect(
      lines.contains(#""words":null,"cards":null,"feeling":null,"why":null,"drawing":"drawings/\#(drawing.id).png""#))
    for text in try fixture.collected().map({ $0.printed(.human) }) { #expect(text.hasSuffix("\n\n")) }
    #expect(picture.printed(.human).contains("drawings/\(drawing.id).png\n=1+1, a face"))
    #expect(feeling.printed(.human).contains("\nfeeling 4 of 5\n"))
  }

  /// Nothing is made where nobody drew.
  @Test func withoutDrawingsThereIsNoFolder() async throws {
    try await fixture.run([.envelope(fixture.envelope("words").bytes)])
    #expect(try !fixture.files().contains("drawings"))
  }

  /// A line of the version before, which knew words only.
  @Test func anOlderFileIsRead() async throws {
    try await fixture.run([.envelope(fixture.envelope("words").bytes)])
    let line = try fixture.read("contributions.jsonl").replacingOccurrences(
      of: #""cards":null,"feeling":null,"why":null,"drawing":null,"description":null,"#, with: "")
    #expect(!line.contains("feeling"))
    try AtomicFile.write(Array(line.utf8), to: fixture.lines)
    try await fixture.run([.envelope(fixture.drawing().bytes)], from: 2)
    #expect(try fixture.words() == ["words"] && fixture.collected().count == 2)
  }

  @Test func aDrawingThatIsWithdrawnGoesFromEverywhere() async throws {
    let (gone, kept) = (try fixture.drawing("gone"), try fixture.drawing("kept"))
    try await fixture.run([.envelope(gone.bytes), .envelope(kept.bytes)])
    let summary = try await fixture.run([.withdrawn(gone.id.bytes)], from: 3)
    #expect(summary.withdrawn == 1 && summary.contributions == 1)
    #expect(try fixture.files("drawings") == ["\(kept.id).png"])
    // In one run, before anything of it is on the disk.
    let brief = try fixture.drawing("brief")
    try await fixture.run([.envelope(brief.bytes), .withdrawn(brief.id.bytes)], from: 4)
    #expect(try fixture.files("drawings") == ["\(kept.id).png"])
  }

  /// Killed after the picture and before its line: it comes again, or is taken back in between, or never.
  @Test func aPictureWithoutItsLineDoesNotStay() async throws {
    let drawing = try fixture.drawing("a face")
    try await fixture.run([.envelope(fixture.envelope("words").bytes)])
    try AtomicFile.makeDirectory(fixture.out + "/drawings")
    func leave() throws {
      try AtomicFile.write(CollectionFixture.png, to: file(drawing))
      try AtomicFile.write(Array(CollectionFixture.png.prefix(99)), to: file(drawing) + ".new")
      try AtomicFile.write(Array("mine".utf8), to: fixture.out + "/drawings/notes.txt")
    }
    try leave()
    _ = try fixture.open()
    #expect(try fixture.files("drawings") == ["notes.txt"])
    try leave()
    try await fixture.run([.envelope(drawing.bytes)], from: 2)
    #expect(try fixture.files("drawings") == ["\(drawing.id).png", "notes.txt"])

    let other = try fixture.drawing("another")
    var folder = try fixture.open()
    try AtomicFile.write(CollectionFixture.png, to: file(other))
    var batch = CollectionFolder.Batch()
    batch.withdrawn = [other.id]
    try folder.commit(batch)
    #expect(!AtomicFile.exists(file(other)))
  }

  /// A picture that somebody removed is lost like a line that somebody cut: everything is collected anew.
  @Test func aPictureThatIsGoneComesAgain() async throws {
    let items = [
      CollectResponse.Item.envelope(try fixture.drawing("a").bytes), .envelope(try fixture.drawing("b").bytes),
    ]
    try await fixture.run(items)
    let names = try fixture.files("drawings")
    AtomicFile.remove("\(fixture.out)/drawings/\(names[0])")
    do {
      let folder = try fixture.open()
      #expect(folder.hasLost && folder.cursor.bytes.isEmpty)
    }
    try await fixture.run(items)
    #expect(try fixture.files("drawings") == names)
    #expect(try fixture.collected().count == 2)
  }

  @Test func theCommandLineMakesEveryWay() throws {
    func content(_ arguments: [String], _ text: String) throws -> Contribution.Content {
      try WayOptions.parse(arguments).content(with: text)
    }
    #expect(try content([], "words") == .words(try Words("words")))
    #expect(try content(["--feeling", "3"], "") == .feeling(try Feeling(level: 3)))
    #expect(
      try content(["--card", "theme.a-theme/a-section/one", "--card", "programme/vision/home"], "why")
        == cards(why: "why"))
    let path = fixture.folder.file("drawing.png")
    try AtomicFile.write(CollectionFixture.png, to: path)
    #expect(
      try content(["--drawing", path], "a face")
        == .drawing(try Drawing(png: CollectionFixture.png, description: "a face")))
    expect(.invalid) { _ = try content(["--feeling", "6"], "") }
    expect(.invalid) { _ = try content(["--card", "programme/a/b", "--card", "programme/a/b"], "") }
    expect(.invalid) { _ = try content([], "") }
    expect(.notFound) { _ = try content(["--drawing", path + "x"], "") }
    try AtomicFile.write(Array("no picture".utf8), to: path)
    expect(.invalid) { _ = try content(["--drawing", path], "") }
  }
}
