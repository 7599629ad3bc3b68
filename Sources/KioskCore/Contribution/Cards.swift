/// Statements of the programme that a person picked, and why. No rendering shows which.
public struct Cards: Hashable, Sendable {
  /// How many a person picks. With three at their longest, the longest text and all labels they still fit the smallest
  /// bucket.
  public static let counts = 1...3

  private let picked: Redacted<[Card]>
  private let text: FreeText

  /// Checks what somebody picked.
  /// - Parameter why: may be empty.
  /// - Throws: `KioskError.invalid` when there are too few or too many, one of them twice, or `why` is not a text of at
  ///   most 1024 bytes.
  public init(_ cards: [Card], why: String = "") throws(KioskError) {
    guard Self.counts.contains(cards.count) else {
      throw KioskError(
        .invalid, "there are \(cards.count) cards; people pick \(Self.counts.lowerBound) to \(Self.counts.upperBound)",
        nextStep: "Pick as many and send them again")
    }
    guard Set(cards).count == cards.count else {
      throw KioskError(.invalid, "a card is there twice", nextStep: "Pick it once")
    }
    picked = Redacted(cards)
    text = try FreeText(why, "the reason")
  }

  /// The cards, in the order in which they were picked.
  public var exposed: [Card] { picked.exposed }
  /// Why; may be empty.
  public var exposedWhy: String { text.exposed }
}

/// One statement of the programme, as somebody picked it. No rendering shows which.
public struct Card: Hashable, Sendable {
  private struct Pick: Hashable, Sendable {
    let section: SectionReference
    let statement: String
  }

  private let pick: Redacted<Pick>

  /// Names a statement.
  /// - Throws: `KioskError.invalid` when an identifier is malformed.
  public init(section: SectionReference, statement: String) throws(KioskError) {
    let identifiers = [section.owner.id, section.section, statement].compactMap(\.self)
    guard identifiers.allSatisfy(Identifier.isValid) else {
      throw KioskError(.invalid, "a card's identifier is malformed", nextStep: "Take the cards of what is on")
    }
    pick = Redacted(Pick(section: section, statement: statement))
  }

  /// Reads a card as people write it: a section as in a pack's files, a slash and the statement, such as
  /// `theme.an-id/a-section/a-statement` or `programme/a-section/a-statement`. Nil when it is none.
  public init?(written text: String) {
    guard let slash = text.lastIndex(of: "/"), let section = SectionReference(written: String(text[..<slash])),
      let card = try? Card(section: section, statement: String(text[text.index(after: slash)...]))
    else { return nil }
    self = card
  }

  /// The section that the statement stands in.
  public var exposedSection: SectionReference { pick.exposed.section }
  /// The statement's identifier there.
  public var exposedStatement: String { pick.exposed.statement }

  /// The card as people write it.
  public var exposedText: String {
    let owner =
      switch exposedSection.owner {
      case .programme: "programme"
      case .theme(let id): "theme.\(id)"
      case .board(let id): "board.\(id)"
      case .agenda(let id): "agenda.\(id)"
      }
    return "\(owner)/\(exposedSection.section)/\(exposedStatement)"
  }
}

extension SectionReference.Owner {
  /// The owner's identifier; the programme has none.
  fileprivate var id: String? {
    switch self {
    case .programme: nil
    case .theme(let id), .board(let id), .agenda(let id): id
    }
  }
}
