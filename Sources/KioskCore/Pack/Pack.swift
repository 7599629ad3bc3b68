/// A compiled programme, as a device uses it.
public struct Pack: Hashable, Sendable {
  /// The programme's identifier, which stays.
  public var programme: String
  /// What it is called.
  public var title: LocalizedText
  /// Grows with each release.
  public var revision: UInt32
  /// Its themes.
  public var themes: [Theme]
  /// What a device can offer.
  public var activities: [Activity]

  /// One brief, with its question.
  public struct Theme: Hashable, Sendable {
    public var id: String
    public var title: LocalizedText
    public var question: LocalizedText

    /// A theme; checked with the pack that it becomes part of.
    public init(id: String, title: LocalizedText, question: LocalizedText) {
      self.id = id
      self.title = title
      self.question = question
    }
  }

  /// A step that people take part in.
  public struct Activity: Hashable, Sendable {
    public var id: String
    public var title: LocalizedText
    /// The theme it belongs to, or empty.
    public var theme: String
    /// Whether it is offered while no session is on.
    public var isDropIn: Bool
    public var prompts: [Prompt]

    /// An activity; checked with the pack that it becomes part of.
    public init(id: String, title: LocalizedText, theme: String, isDropIn: Bool, prompts: [Prompt]) {
      self.id = id
      self.title = title
      self.theme = theme
      self.isDropIn = isDropIn
      self.prompts = prompts
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

  /// Composes a pack.
  /// - Throws: `KioskError.invalid` when identifiers are malformed or stand twice, a theme is unknown, or a text has no
  ///   English.
  public init(
    programme: String, title: LocalizedText, revision: UInt32, themes: [Theme], activities: [Activity]
  ) throws(KioskError) {
    self.programme = programme
    self.title = title
    self.revision = revision
    self.themes = themes
    self.activities = activities
    try check()
  }

  /// The activity with an identifier, if it is offered now. Until a session is on, that is what is marked drop-in.
  public func offered(activity id: String) -> Activity? {
    activities.first { $0.id == id && $0.isDropIn }
  }

  private func check() throws(KioskError) {
    var seen: Set<String> = []
    func identify(_ id: String, _ what: String) throws(KioskError) {
      guard Identifier.isValid(id) else {
        throw KioskError(
          .invalid, "the \(what) identifier is malformed",
          nextStep: "Use 1 to \(Labels.maximumIdentifierBytes) lower-case letters, digits and hyphens")
      }
      guard seen.insert("\(what) \(id)").inserted else {
        throw KioskError(.invalid, "the \(what) identifier '\(id)' stands twice")
      }
    }
    try identify(programme, "programme")
    try title.check("the programme's title")
    for theme in themes {
      try identify(theme.id, "theme")
      try theme.title.check("the title of theme '\(theme.id)'")
      try theme.question.check("the question of theme '\(theme.id)'")
    }
    for activity in activities {
      try identify(activity.id, "activity")
      try activity.title.check("the title of activity '\(activity.id)'")
      guard activity.theme.isEmpty || themes.contains(where: { $0.id == activity.theme }) else {
        throw KioskError(.invalid, "activity '\(activity.id)' names the theme '\(activity.theme)', which is not there")
      }
      guard !activity.prompts.isEmpty else { throw KioskError(.invalid, "activity '\(activity.id)' has no prompt") }
      for prompt in activity.prompts {
        try identify(prompt.id, "prompt")
        try prompt.text.check("the text of prompt '\(prompt.id)'")
      }
    }
  }
}

/// Text in one or more languages.
public struct LocalizedText: Hashable, Sendable {
  /// The language that every text has.
  public static let fallbackLanguage = "en"
  /// Longest text in bytes: what a screen can show without scrolling, with room for any script.
  public static let maximumBytes = 1024

  /// Texts by BCP 47 tag.
  public var texts: [String: String]

  /// Text by language.
  public init(_ texts: [String: String]) {
    self.texts = texts
  }

  /// The text in a language, or in English.
  public func text(in language: String) -> String {
    texts[language] ?? texts[Self.fallbackLanguage] ?? ""
  }

  func check(_ what: String) throws(KioskError) {
    guard let english = texts[Self.fallbackLanguage], !english.isEmpty else {
      throw KioskError(.invalid, "\(what) has no English")
    }
    for (language, text) in texts {
      guard Identifier.isLanguage(language) else { throw KioskError(.invalid, "\(what) has a malformed language tag") }
      guard !text.isEmpty, text.utf8.count <= Self.maximumBytes else {
        throw KioskError(.invalid, "\(what) is empty or longer than \(Self.maximumBytes) bytes")
      }
    }
  }
}

/// The shape of identifiers.
public enum Identifier {
  /// Lower-case ASCII letters, digits and hyphens, neither first nor last; 1 to 48 bytes.
  public static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return (1...Labels.maximumIdentifierBytes).contains(bytes.count) && bytes.first != 45 && bytes.last != 45
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }

  /// A BCP 47 tag of 2 to 35 letters, digits and hyphens.
  public static func isLanguage(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return (2...35).contains(bytes.count)
      && bytes.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == 45 }
  }
}
