/// A step that people take part in.
public struct Activity: Hashable, Sendable {
  /// What people do.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case welcome, introductions, icebreaker, discussion, breakout
    case pause = "break"
    case reflection
    case backCasting = "back-casting"
    case finalThoughts = "final-thoughts"
    case nextSteps = "next-steps"
  }

  /// How people sit.
  public enum Seating: String, Hashable, Sendable, CaseIterable {
    case alone, threes, groups, together
  }

  /// How long an activity can be, in minutes: a working day.
  public static let minutesBounds: ClosedRange<UInt32> = 1...480

  public var id: String
  public var kind: Kind
  public var title: LocalizedText
  /// The theme it belongs to, or empty for that of its agenda.
  public var theme: String
  /// How long it takes; 0 where it has no time.
  public var minutes: UInt32
  public var seating: Seating
  /// Introductory words; empty where there are none.
  public var guide: LocalizedText
  /// Instructions, one after the other.
  public var notes: [LocalizedText]
  public var prompts: [Prompt]
  /// The board and the layer on which contributions are placed, or empty.
  public var board: String
  public var layer: String
  /// Whether each group has a box of its own, with the group's number.
  public var hasBoxes: Bool
  /// A break's time to come back, as HH:MM on a wall clock; for people to read.
  public var backAt: String
  /// Sections whose statements people can pick from.
  public var cards: [SectionReference]

  /// An activity; checked with the pack that it becomes part of.
  public init(
    id: String, kind: Kind = .discussion, title: LocalizedText, theme: String = "", minutes: UInt32 = 0,
    seating: Seating = .alone, guide: LocalizedText = LocalizedText(), notes: [LocalizedText] = [],
    prompts: [Prompt] = [], board: String = "", layer: String = "", hasBoxes: Bool = false, backAt: String = "",
    cards: [SectionReference] = []
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.theme = theme
    self.minutes = minutes
    self.seating = seating
    self.guide = guide
    self.notes = notes
    self.prompts = prompts
    self.board = board
    self.layer = layer
    self.hasBoxes = hasBoxes
    self.backAt = backAt
    self.cards = cards
  }
}

/// One question put to people.
public struct Prompt: Hashable, Sendable {
  public var id: String
  public var text: LocalizedText

  /// A prompt; checked with the pack that it becomes part of.
  public init(id: String, text: LocalizedText) {
    self.id = id
    self.text = text
  }
}
