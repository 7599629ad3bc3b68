/// Statements under a heading. A board's sections are its layers.
public struct Section: Hashable, Sendable {
  public var id: String
  /// The heading; a layer's is its guiding question.
  public var heading: LocalizedText
  /// What stands between the heading and the statements; empty where nothing does.
  public var guide: LocalizedText
  public var statements: [Statement]

  /// A section; checked with the pack that it becomes part of.
  public init(
    id: String, heading: LocalizedText, guide: LocalizedText = LocalizedText(), statements: [Statement] = []
  ) {
    self.id = id
    self.heading = heading
    self.guide = guide
    self.statements = statements
  }
}

/// One statement of the programme.
public struct Statement: Hashable, Sendable {
  public var id: String
  public var text: LocalizedText

  /// A statement; checked with the pack that it becomes part of.
  public init(id: String, text: LocalizedText) {
    self.id = id
    self.text = text
  }
}

/// Names a section wherever it is in a pack.
public struct SectionReference: Hashable, Sendable {
  /// What a section belongs to.
  public enum Owner: Hashable, Sendable {
    case programme
    case theme(String)
    case board(String)
    case agenda(String)
  }

  public var owner: Owner
  public var section: String

  /// A reference.
  public init(owner: Owner, section: String) {
    self.owner = owner
    self.section = section
  }
}
