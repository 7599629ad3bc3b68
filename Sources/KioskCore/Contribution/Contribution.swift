/// What somebody gave: the content and all its labels, as one object that is sealed as one.
public struct Contribution: Hashable, Sendable {
  /// What was said, in the way the person chose.
  public enum Content: Hashable, Sendable {
    /// Typed words.
    case words(Words)
    /// Statements of the programme that were picked.
    case cards(Cards)
    /// A level on the feeling scale.
    case feeling(Feeling)
    /// A drawing.
    case drawing(Drawing)
  }

  /// Where it belongs.
  public var labels: Labels
  /// What was said.
  public var content: Content

  /// Composes a contribution.
  public init(labels: Labels, content: Content) {
    self.labels = labels
    self.content = content
  }

  /// The way that the person chose, as the word that exports use.
  public var way: String { content.way }
}

extension Contribution.Content {
  /// The way that the person chose, as the word that exports use.
  public var way: String {
    switch self {
    case .words: "words"
    case .cards: "cards"
    case .feeling: "feeling"
    case .drawing: "drawing"
    }
  }

  /// The bucket of its envelope. It follows the way and not the size, so that an envelope tells nothing of how much was
  /// said or drawn.
  public var bucket: Bucket {
    switch self {
    case .words, .cards, .feeling: .small
    case .drawing: .media64
    }
  }

  /// The cards that were picked, if any.
  var cards: [Card] {
    if case .cards(let cards) = self { cards.exposed } else { [] }
  }
}
