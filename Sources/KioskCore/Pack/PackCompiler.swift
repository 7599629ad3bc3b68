/// Puts together what the files of a programme say, and notes what is wrong instead of stopping.
struct PackCompiler: Sendable {
  /// What the programme's own file says.
  struct Programme: Sendable {
    let id: String
    let title: LocalizedText
    let revision: UInt32
    let sections: [Section]
    let stakeholders: [Statement]
    let place: String
  }

  /// Something that is named, and where.
  private enum Reference {
    case theme(String)
    case board(String, layer: String)
    case cards(SectionReference, as: String)
  }

  var problems: [KioskError] = []
  private(set) var programme: Programme?
  private(set) var themes: [Pack.Theme] = []
  private(set) var boards: [Pack.Board] = []
  private(set) var agendas: [Pack.Agenda] = []
  private(set) var translations = PackTranslations()
  private var firstPlaces: [String: String] = [:]
  private var references: [(reference: Reference, place: String)] = []

  /// Reads one file.
  mutating func read(_ document: (kind: PackSource.Kind, value: YAMLNode, reader: PackSourceReader)) {
    var reader = document.reader
    let fields = reader.fields(document.value, of: document.kind.rawValue, known: document.kind.fields)
    switch document.kind {
    case .programme: readProgramme(fields, &reader)
    case .theme: readTheme(fields, &reader)
    case .board: readBoard(fields, &reader)
    case .agenda: readAgenda(fields, &reader)
    case .language: readLanguage(fields, &reader)
    }
    problems += reader.problems
  }

  /// Looks at what is known only when every file was read.
  mutating func finish(firstFile: String?) {
    checkReferences()
    problems += translations.problems
    if programme == nil, let firstFile, problems.isEmpty {
      problems.append(
        KioskError(
          .invalid, "\(firstFile):1: there is no programme",
          nextStep: "Write a file programme.yaml that begins with 'programme:', with 'id', 'revision' and 'title'"))
    }
  }

  private mutating func readProgramme(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let place = reader.place(fields.line)
    if let programme {
      reader.report(
        fields.line, "there is a programme already, at \(programme.place)", "Keep one file with 'programme:'")
      return
    }
    programme = Programme(
      id: reader.identifier(fields), title: reader.required("title", fields, "programme.title", &translations),
      revision: reader.wholeNumber("revision", fields, in: 1...UInt32.max, missing: nil),
      sections: sections("sections", fields, "programme", &reader),
      stakeholders: reader.statements("stakeholders", fields, "programme.stakeholder", &translations), place: place)
  }

  private mutating func readTheme(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let id = identify("theme", fields, &reader)
    themes.append(
      Pack.Theme(
        id: id, number: reader.wholeNumber("number", fields, in: 1...1000, missing: 0),
        title: reader.required("title", fields, "theme.\(id).title", &translations),
        question: reader.required("question", fields, "theme.\(id).question", &translations),
        sections: sections("sections", fields, "theme.\(id)", &reader)))
  }

  private mutating func readBoard(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let id = identify("board", fields, &reader)
    boards.append(
      Pack.Board(
        id: id, title: reader.required("title", fields, "board.\(id).title", &translations),
        layers: sections("layers", fields, "board.\(id)", &reader)))
  }

  private mutating func readAgenda(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let id = identify("agenda", fields, &reader)
    let isDropIn = reader.flag("drop_in", fields)
    var activities: [Activity] = []
    for entry in reader.list("activities", fields, maximum: Pack.Limits.activities) {
      activities.append(activity(entry, isDropIn: isDropIn, &reader))
    }
    agendas.append(
      Pack.Agenda(
        id: id, title: reader.required("title", fields, "agenda.\(id).title", &translations),
        theme: theme(fields, &reader), isDropIn: isDropIn, activities: activities,
        sections: sections("sections", fields, "agenda.\(id)", &reader)))
  }

  private static let activityFields = [
    "id", "kind", "title", "theme", "minutes", "seating", "guide", "notes", "prompts", "board", "layer", "boxes",
    "back_at", "cards",
  ]

  private mutating func activity(
    _ node: YAMLNode, isDropIn: Bool, _ reader: inout PackSourceReader
  ) -> Activity {
    let fields = reader.fields(node, of: "activity", known: Self.activityFields)
    let id = identify("activity", fields, &reader)
    let prompts = reader.statements("prompts", fields, "prompt", &translations, maximum: Pack.Limits.prompts)
    for prompt in prompts { claim(prompt.id, "prompt", at: reader.line(of: prompt.id, in: "prompts", fields), &reader) }
    if prompts.isEmpty, isDropIn {
      reader.report(
        fields.line, "a drop-in activity has no prompt", "Add 'prompts:' and below it, indented, 'an-id: …'")
    }
    let (board, layer) = board(fields, &reader)
    return Activity(
      id: id, kind: reader.word("kind", fields, Activity.Kind.self) ?? .discussion,
      title: reader.required("title", fields, "activity.\(id).title", &translations), theme: theme(fields, &reader),
      minutes: reader.wholeNumber("minutes", fields, in: Activity.minutesBounds, missing: isDropIn ? 0 : nil),
      seating: reader.word("seating", fields, Activity.Seating.self) ?? .together,
      guide: reader.optional("guide", fields, "activity.\(id).guide", &translations),
      notes: reader.texts("notes", fields, "activity.\(id).note", &translations),
      prompts: prompts.map { Prompt(id: $0.id, text: $0.text) }, board: board, layer: layer,
      hasBoxes: reader.flag("boxes", fields), backAt: reader.timeOfDay("back_at", fields), cards: cards(fields, &reader)
    )
  }

  private mutating func theme(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) -> String {
    guard let theme = reader.text("theme", fields) else { return "" }
    references.append((.theme(theme.text), reader.place(theme.line)))
    return theme.text
  }

  private mutating func board(
    _ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader
  ) -> (board: String, layer: String) {
    let (board, layer) = (reader.text("board", fields), reader.text("layer", fields))
    guard let board else {
      if let layer { reader.report(layer.line, "a layer without its board", "Add a line 'board: …'") }
      return ("", "")
    }
    references.append((.board(board.text, layer: layer?.text ?? ""), reader.place((layer ?? board).line)))
    return (board.text, layer?.text ?? "")
  }

  private mutating func cards(
    _ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader
  ) -> [SectionReference] {
    guard fields.entries["cards"] != nil else { return [] }
    return reader.list("cards", fields, maximum: Pack.Limits.sections).compactMap { node in
      guard case .scalar(let text, let line) = node, let reference = SectionReference(written: text) else {
        reader.report(
          node.line, "this names no section", "Write it like 'theme.an-id/a-section' or 'programme/a-section'")
        return nil
      }
      references.append((.cards(reference, as: text), reader.place(line)))
      return reference
    }
  }

  private mutating func sections(
    _ name: String, _ fields: PackSourceReader.Fields, _ key: String, _ reader: inout PackSourceReader
  ) -> [Section] {
    guard fields.entries[name] != nil else { return [] }
    var seen: [String: Int] = [:]
    return reader.list(name, fields, maximum: Pack.Limits.sections).map { node in
      let inner = reader.fields(node, of: "section", known: ["id", "heading", "guide", "statements"])
      let id = reader.identifier(inner)
      if let first = seen.updateValue(inner.line, forKey: id), !id.isEmpty {
        reader.report(
          inner.line, "the section '\(id)' is there already, at line \(first)", "Give one of the two another 'id'")
      }
      return Section(
        id: id, heading: reader.required("heading", inner, "\(key).\(id).heading", &translations),
        guide: reader.optional("guide", inner, "\(key).\(id).guide", &translations),
        statements: reader.statements("statements", inner, "\(key).\(id)", &translations))
    }
  }

  private mutating func readLanguage(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    guard let tag = reader.text("tag", fields), Identifier.isLanguage(tag.text),
      tag.text != LocalizedText.fallbackLanguage
    else {
      reader.report(
        fields.line, "the language has no tag that is one", "Add a line 'tag: gd', with the language's BCP 47 tag")
      return
    }
    guard !translations.has(tag.text) else {
      reader.report(tag.line, "the language '\(tag.text)' is there already", "Keep one file for each language")
      return
    }
    let name = reader.text("name", fields)
    if name?.text.isEmpty != false {
      reader.report(fields.line, "the language has no 'name'", "Add a line 'name: …', in that language")
    }
    translations.add(
      Pack.Language(tag: tag.text, name: name?.text ?? "", isReviewed: reader.flag("reviewed", fields)))
    for (key, text, line) in reader.entries("texts", fields) {
      translations.add(text, for: key, in: tag.text, file: reader.file, line: line)
    }
  }

  /// The thing's identifier, which no other of its kind has.
  private mutating func identify(
    _ what: String, _ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader
  ) -> String {
    let id = reader.identifier(fields)
    claim(id, what, at: fields.entries["id"]?.line ?? fields.line, &reader)
    return id
  }

  /// Notes where an identifier stands first; a second one is a problem.
  private mutating func claim(_ id: String, _ what: String, at line: Int, _ reader: inout PackSourceReader) {
    guard !id.isEmpty else { return }
    if let first = firstPlaces["\(what) \(id)"] {
      reader.report(line, "the \(what) '\(id)' is there already, at \(first)", "Give one of the two another 'id'")
    } else {
      firstPlaces["\(what) \(id)"] = reader.place(line)
    }
  }

  private mutating func checkReferences() {
    for (reference, place) in references {
      switch reference {
      case .theme(let id) where !themes.contains { $0.id == id }:
        miss("theme", id, among: themes.map(\.id), place)
      case .board(let id, let layer):
        guard let board = boards.first(where: { $0.id == id }) else {
          miss("board", id, among: boards.map(\.id), place)
          continue
        }
        if !layer.isEmpty, !board.layers.contains(where: { $0.id == layer }) {
          miss("layer", layer, among: board.layers.map(\.id), place)
        }
      case .cards(let section, let written) where find(section) == nil:
        miss("section", written, among: allSections, place)
      case .theme, .cards: continue
      }
    }
  }

  private mutating func miss(_ what: String, _ name: String, among known: [String], _ place: String) {
    let nearest = known.min { EditDistance.between($0, name) < EditDistance.between($1, name) }
    problems.append(
      KioskError(
        .invalid, "\(place): there is no \(what) '\(name)'",
        nextStep: nearest.map { "Write one that is there, such as '\($0)', or add it" } ?? "Add a file for it"))
  }

  private var owners: [(name: String, owner: SectionReference.Owner, sections: [Section])] {
    [("programme", .programme, programme?.sections ?? [])]
      + themes.map { ("theme.\($0.id)", .theme($0.id), $0.sections) }
      + boards.map { ("board.\($0.id)", .board($0.id), $0.layers) }
      + agendas.map { ("agenda.\($0.id)", .agenda($0.id), $0.sections) }
  }

  private var allSections: [String] {
    owners.flatMap { owner in owner.sections.map { "\(owner.name)/\($0.id)" } }
  }

  private func find(_ reference: SectionReference) -> Section? {
    owners.first { $0.owner == reference.owner }?.sections.first { $0.id == reference.section }
  }
}

extension SectionReference {
  /// Reads a reference as authors write it: `programme/a-section`, `theme.an-id/a-section`, and alike for `board` and
  /// `agenda`.
  init?(written text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, Identifier.isValid(parts[1]) else { return nil }
    section = parts[1]
    if parts[0] == "programme" {
      owner = .programme
      return
    }
    let names = parts[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.count == 2, Identifier.isValid(names[1]) else { return nil }
    switch names[0] {
    case "theme": owner = .theme(names[1])
    case "board": owner = .board(names[1])
    case "agenda": owner = .agenda(names[1])
    default: return nil
    }
  }
}
