/// A compiled programme, as a device uses it.
public struct Pack: Hashable, Sendable {
  /// The programme's identifier, which stays.
  public var programme: String
  /// What it is called.
  public var title: LocalizedText
  /// Grows with each release.
  public var revision: UInt32
  /// What the programme says of itself: vision, ways of working, what success looks like.
  public var sections: [Section]
  /// What people can say they are, if they like.
  public var stakeholders: [Statement]
  /// Its themes.
  public var themes: [Theme]
  /// Where contributions are placed.
  public var boards: [Board]
  /// The courses that a session can take, and what is offered while none is on.
  public var agendas: [Agenda]
  /// The languages beside English.
  public var languages: [Language]

  /// One brief, with its question.
  public struct Theme: Hashable, Sendable {
    public var id: String
    /// Its number in the programme's papers; 0 where it has none.
    public var number: UInt32
    public var title: LocalizedText
    public var question: LocalizedText
    public var sections: [Section]

    /// A theme; checked with the pack that it becomes part of.
    public init(
      id: String, number: UInt32 = 0, title: LocalizedText, question: LocalizedText, sections: [Section] = []
    ) {
      self.id = id
      self.number = number
      self.title = title
      self.question = question
      self.sections = sections
    }
  }

  /// Where contributions are placed.
  public struct Board: Hashable, Sendable {
    public var id: String
    public var title: LocalizedText
    public var layers: [Section]

    /// A board; checked with the pack that it becomes part of.
    public init(id: String, title: LocalizedText, layers: [Section]) {
      self.id = id
      self.title = title
      self.layers = layers
    }
  }

  /// An ordered list of activities.
  public struct Agenda: Hashable, Sendable {
    public var id: String
    public var title: LocalizedText
    /// The theme it belongs to, or empty.
    public var theme: String
    /// Whether its activities are offered while no session is on; then it cannot be run as a session.
    public var isDropIn: Bool
    public var activities: [Activity]
    /// Statements in its own words, for people to pick from.
    public var sections: [Section]

    /// An agenda; checked with the pack that it becomes part of.
    public init(
      id: String, title: LocalizedText, theme: String = "", isDropIn: Bool = false, activities: [Activity],
      sections: [Section] = []
    ) {
      self.id = id
      self.title = title
      self.theme = theme
      self.isDropIn = isDropIn
      self.activities = activities
      self.sections = sections
    }
  }

  /// A language that texts are translated into.
  public struct Language: Hashable, Sendable {
    /// BCP 47 tag.
    public var tag: String
    /// What it calls itself.
    public var name: String
    /// Whether a speaker has reviewed the translation.
    public var isReviewed: Bool

    /// A language; checked with the pack that it becomes part of.
    public init(tag: String, name: String, isReviewed: Bool) {
      self.tag = tag
      self.name = name
      self.isReviewed = isReviewed
    }
  }

  /// Composes a pack.
  /// - Throws: `KioskError.invalid` when identifiers are malformed or stand twice, something that is named is not there,
  ///   or a text has no English.
  public init(
    programme: String, title: LocalizedText, revision: UInt32, sections: [Section] = [], stakeholders: [Statement] = [],
    themes: [Theme] = [], boards: [Board] = [], agendas: [Agenda], languages: [Language] = []
  ) throws(KioskError) {
    self.programme = programme
    self.title = title
    self.revision = revision
    self.sections = sections
    self.stakeholders = stakeholders
    self.themes = themes
    self.boards = boards
    self.agendas = agendas
    self.languages = languages
    try check()
  }

  /// The activities that are offered while no session is on.
  public var dropIn: [Activity] { agendas.filter(\.isDropIn).flatMap(\.activities) }

  /// The agenda with an identifier.
  public func agenda(_ id: String) -> Agenda? { agendas.first { $0.id == id } }

  /// The section that a reference names.
  public func section(_ reference: SectionReference) -> Section? {
    let sections: [Section]? =
      switch reference.owner {
      case .programme: sections
      case .theme(let id): themes.first { $0.id == id }?.sections
      case .board(let id): boards.first { $0.id == id }?.layers
      case .agenda(let id): agenda(id)?.sections
      }
    return sections?.first { $0.id == reference.section }
  }
}
