extension Pack {
  /// The most of each, so that a pack that somebody else made cannot take a device's memory: beyond what any programme
  /// on paper has, and within `SignedPack.maximumBytes`.
  enum Limits {
    static let themes = 100
    static let boards = 100
    static let agendas = 200
    static let activities = 100
    static let prompts = 100
    static let notes = 50
    static let sections = 200
    static let statements = 5000
    static let stakeholders = 100
    static let languages = 50
  }

  /// - Throws: `KioskError.invalid`.
  func check() throws(KioskError) {
    var checker = PackChecker(pack: self)
    try checker.run()
  }
}

/// Goes through a pack and looks whether everything in it is well-formed and everything named is there.
private struct PackChecker {
  let pack: Pack
  private var seen: Set<Name> = []

  /// What must not stand twice. Of two parts, since to put them into one string would allocate for each statement.
  private struct Name: Hashable {
    let what: String
    let id: String
  }

  init(pack: Pack) {
    self.pack = pack
  }

  mutating func run() throws(KioskError) {
    try identify(pack.programme, "programme")
    try pack.title.check("the programme's title")
    try check(pack.sections, of: "the programme")
    for stakeholder in pack.stakeholders {
      try identify(stakeholder.id, "stakeholder")
      try stakeholder.text.check("stakeholder '\(stakeholder.id)'")
    }
    for theme in pack.themes {
      try identify(theme.id, "theme")
      try theme.title.check("the title of theme '\(theme.id)'")
      try theme.question.check("the question of theme '\(theme.id)'")
      try check(theme.sections, of: "theme '\(theme.id)'")
    }
    for board in pack.boards {
      try identify(board.id, "board")
      try board.title.check("the title of board '\(board.id)'")
      try check(board.layers, of: "board '\(board.id)'")
    }
    for agenda in pack.agendas { try check(agenda) }
    for language in pack.languages {
      guard Identifier.isLanguage(language.tag), !language.name.isEmpty,
        seen.insert(Name(what: "language", id: language.tag)).inserted
      else { throw KioskError(.invalid, "a language is malformed or stands twice") }
    }
  }

  private mutating func check(_ agenda: Pack.Agenda) throws(KioskError) {
    var name: String { "agenda '\(agenda.id)'" }
    try identify(agenda.id, "agenda")
    try agenda.title.check("the title of \(name)")
    try checkTheme(agenda.theme, of: name)
    try check(agenda.sections, of: name)
    guard !agenda.activities.isEmpty else { throw KioskError(.invalid, "\(name) has no activity") }
    for activity in agenda.activities { try check(activity, in: agenda) }
  }

  private mutating func check(_ activity: Activity, in agenda: Pack.Agenda) throws(KioskError) {
    var name: String { "activity '\(activity.id)'" }
    try identify(activity.id, "activity")
    try activity.title.check("the title of \(name)")
    try checkTheme(activity.theme, of: name)
    if !activity.guide.isEmpty { try activity.guide.check("the guide of \(name)") }
    for note in activity.notes { try note.check("a note of \(name)") }
    for prompt in activity.prompts {
      try identify(prompt.id, "prompt")
      try prompt.text.check("the text of prompt '\(prompt.id)'")
    }
    guard activity.minutes == 0 ? agenda.isDropIn : Activity.minutesBounds.contains(activity.minutes) else {
      throw KioskError(.invalid, "\(name) takes \(activity.minutes) minutes; it can be 1 to 480")
    }
    guard !agenda.isDropIn || !activity.prompts.isEmpty else { throw KioskError(.invalid, "\(name) has no prompt") }
    if !activity.board.isEmpty || !activity.layer.isEmpty {
      guard let board = pack.boards.first(where: { $0.id == activity.board }),
        activity.layer.isEmpty || board.layers.contains(where: { $0.id == activity.layer })
      else { throw KioskError(.invalid, "\(name) names a board or a layer that is not there") }
    }
    for card in activity.cards where pack.section(card) == nil {
      throw KioskError(.invalid, "\(name) names cards '\(card.section)' that are not there")
    }
    guard activity.backAt.isEmpty || Identifier.isTimeOfDay(activity.backAt) else {
      throw KioskError(.invalid, "\(name) has a time to come back that is none")
    }
  }

  private func checkTheme(_ theme: String, of name: @autoclosure () -> String) throws(KioskError) {
    guard theme.isEmpty || pack.themes.contains(where: { $0.id == theme }) else {
      throw KioskError(.invalid, "\(name()) names the theme '\(theme)', which is not there")
    }
  }

  private func check(_ sections: [Section], of owner: @autoclosure () -> String) throws(KioskError) {
    var inOwner = PackChecker(pack: pack)
    for section in sections {
      var name: String { "section '\(section.id)' of \(owner())" }
      try inOwner.identify(section.id, "section")
      try section.heading.check("the heading of \(name)")
      if !section.guide.isEmpty { try section.guide.check("the guide of \(name)") }
      var inSection = PackChecker(pack: pack)
      for statement in section.statements {
        try inSection.identify(statement.id, "statement")
        try statement.text.check("statement '\(statement.id)' of \(name)")
      }
    }
  }

  private mutating func identify(_ id: String, _ what: String) throws(KioskError) {
    guard Identifier.isValid(id) else {
      throw KioskError(
        .invalid, "the \(what) identifier is malformed",
        nextStep: "Use 1 to \(Labels.maximumIdentifierBytes) lower-case letters, digits and hyphens")
    }
    guard seen.insert(Name(what: what, id: id)).inserted else {
      throw KioskError(.invalid, "the \(what) identifier '\(id)' stands twice")
    }
  }
}
