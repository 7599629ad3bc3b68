import ArgumentParser
import KioskCore

/// In which way somebody says it: in words unless told otherwise.
struct WayOptions: ParsableArguments {
  @Option(
    help: "A card, as theme.ID/SECTION/STATEMENT; up to three times. The owner can also be board, agenda or programme.")
  var card: [String] = []
  @Option(help: "A level on the feeling scale, 1 to 5.") var feeling: Int?
  @Option(help: "A drawing: a PNG file of at most 60000 bytes without metadata.", completion: .file()) var drawing:
    String?

  func validate() throws {
    guard [!card.isEmpty, feeling != nil, drawing != nil].count(where: \.self) <= 1 else {
      throw ValidationError("Give one of --card, --feeling and --drawing.")
    }
    guard card.allSatisfy({ Card(written: $0) != nil }) else {
      throw ValidationError("Write a card like theme.an-id/a-section/a-statement or programme/a-section/a-statement.")
    }
  }

  /// What somebody at a terminal is told to write.
  var asks: String {
    if drawing != nil { return "Write what it shows, or nothing." }
    return card.isEmpty && feeling == nil ? "Write." : "Write why, or nothing."
  }

  /// The contribution.
  /// - Parameter text: what was written.
  /// - Throws: `.invalid` when something is outside its bounds, or what reading the drawing throws.
  func content(with text: String) throws(KioskError) -> Contribution.Content {
    if let feeling { return .feeling(try Feeling(level: feeling, why: text)) }
    if !card.isEmpty { return .cards(try Cards(card.compactMap(Card.init(written:)), why: text)) }
    guard let drawing else { return .words(try Words(text)) }
    return .drawing(
      try Drawing(png: try AtomicFile.read(drawing, maximum: Drawing.maximumBytes), description: text))
  }
}
