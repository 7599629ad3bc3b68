/// Compiles the readable files of a programme into a pack.
///
/// Each file holds one thing, told by its only key: `programme` (just one file), `theme` or `activity`. What stands in
/// the pack in which order follows the files' names, so that the same files always make the same pack.
public struct PackSource: Sendable {
  /// One file of the programme.
  public struct File: Sendable {
    /// What errors call it.
    public let name: String
    /// Its contents.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// What is wrong, in the order of the files. Each is `.invalid`, its message begins with `file:line:`, and its next
  /// step says what to write instead.
  public private(set) var problems: [KioskError] = []

  private var programme: Programme?
  private var themes: [Pack.Theme] = []
  private var activities: [Pack.Activity] = []
  private var firstPlaces: [String: String] = [:]
  private var themeReferences: [(theme: String, place: String)] = []

  private struct Programme {
    let id: String
    let title: LocalizedText
    let revision: UInt32
    let place: String
  }

  /// Reads the files.
  public init(_ files: [File]) {
    for file in files.sorted(by: { $0.name < $1.name }) { read(file) }
    checkReferences()
    if programme == nil, !files.isEmpty, problems.isEmpty {
      problems.append(
        KioskError(
          .invalid, "\(files[0].name):1: there is no programme",
          nextStep: "Write a file programme.yaml that begins with 'programme:', with 'id', 'revision' and 'title'"))
    }
  }

  /// The compiled pack.
  /// - Throws: the first of `problems`, or `KioskError.invalid` when there are no files.
  public func pack() throws(KioskError) -> Pack {
    if let problem = problems.first { throw problem }
    guard let programme else {
      throw KioskError(.invalid, "there are no files of a programme", nextStep: "Give the folder that holds them")
    }
    return try Pack(
      programme: programme.id, title: programme.title, revision: programme.revision, themes: themes,
      activities: activities)
  }

  private mutating func read(_ file: File) {
    do throws(KioskError) {
      let root = try YAMLNode.parse(file.bytes, name: file.name)
      var reader = PackSourceReader(file: file.name)
      guard case .mapping(let entries, _) = root, entries.count == 1, let kind = Kind(rawValue: entries[0].key) else {
        throw reader.unknownKind(root)
      }
      let fields = reader.fields(entries[0].value, of: kind.rawValue, known: kind.fields)
      switch kind {
      case .programme: readProgramme(fields, &reader)
      case .theme: readTheme(fields, &reader)
      case .activity: readActivity(fields, &reader)
      }
      problems += reader.problems
    } catch {
      problems.append(error)
    }
  }

  private mutating func readProgramme(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let id = reader.identifier(fields)
    let title = reader.localized("title", fields)
    let revision = reader.wholeNumber("revision", fields)
    let place = reader.place(fields.line)
    if let programme {
      reader.report(
        fields.line, "there is a programme already, at \(programme.place)", "Keep one file with 'programme:'")
      return
    }
    programme = Programme(id: id, title: title, revision: revision, place: place)
  }

  private mutating func readTheme(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let id = reader.identifier(fields)
    claim(id, "theme", at: fields, &reader)
    themes.append(
      Pack.Theme(id: id, title: reader.localized("title", fields), question: reader.localized("question", fields)))
  }

  private mutating func readActivity(_ fields: PackSourceReader.Fields, _ reader: inout PackSourceReader) {
    let id = reader.identifier(fields)
    claim(id, "activity", at: fields, &reader)
    let theme = reader.text("theme", fields)
    if let theme { themeReferences.append((theme.text, reader.place(theme.line))) }
    var prompts: [Pack.Prompt] = []
    for entry in reader.list("prompts", fields, maximum: 100) {
      let inner = reader.fields(entry, of: "prompt", known: ["id", "text"])
      let id = reader.identifier(inner)
      claim(id, "prompt", at: inner, &reader)
      prompts.append(Pack.Prompt(id: id, text: reader.localized("text", inner)))
    }
    activities.append(
      Pack.Activity(
        id: id, title: reader.localized("title", fields), theme: theme?.text ?? "",
        isDropIn: reader.flag("drop_in", fields), prompts: prompts))
  }

  /// Notes where an identifier stands first; a second one is a problem.
  private mutating func claim(
    _ id: String, _ what: String, at fields: PackSourceReader.Fields, _ reader: inout PackSourceReader
  ) {
    guard !id.isEmpty else { return }
    let line = fields.entries["id"]?.line ?? fields.line
    if let first = firstPlaces["\(what) \(id)"] {
      reader.report(line, "the \(what) '\(id)' is there already, at \(first)", "Give one of the two another 'id'")
    } else {
      firstPlaces["\(what) \(id)"] = reader.place(line)
    }
  }

  private mutating func checkReferences() {
    for (theme, place) in themeReferences where !themes.contains(where: { $0.id == theme }) {
      let nearest = themes.map(\.id).min { EditDistance.between($0, theme) < EditDistance.between($1, theme) }
      problems.append(
        KioskError(
          .invalid, "\(place): there is no theme '\(theme)'",
          nextStep: nearest.map { "Write one that is there, such as '\($0)', or add a file with 'theme:'" }
            ?? "Add a file with 'theme:'"))
    }
  }

  /// What a file holds.
  enum Kind: String, CaseIterable {
    case programme, theme, activity

    var fields: [String] {
      switch self {
      case .programme: ["id", "revision", "title"]
      case .theme: ["id", "title", "question"]
      case .activity: ["id", "theme", "drop_in", "title", "prompts"]
      }
    }
  }
}
