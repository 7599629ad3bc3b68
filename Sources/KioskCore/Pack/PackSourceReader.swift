/// Takes typed values out of one file's tree, and notes what is wrong with file and line instead of stopping, so that
/// an author sees everything at once. Where something is wrong the value is an empty one.
struct PackSourceReader {
  /// The fields of one thing, by name.
  struct Fields {
    var entries: [String: (line: Int, value: YAMLNode)] = [:]
    let what: String
    let line: Int
  }

  let file: String
  private(set) var problems: [KioskError] = []

  init(file: String) {
    self.file = file
  }

  func place(_ line: Int) -> String { "\(file):\(line)" }

  mutating func report(_ line: Int, _ message: String, _ nextStep: String) {
    problems.append(KioskError(.invalid, "\(place(line)): \(message)", nextStep: nextStep))
  }

  /// The error for a file that holds none of the known things.
  func unknownKind(_ root: YAMLNode) -> KioskError {
    let kinds = PackSource.Kind.allCases.map { "'\($0.rawValue):'" }.joined(separator: ", ")
    let nextStep = "Begin the file with one of \(kinds), and nothing else beside it"
    guard case .mapping(let entries, _) = root, !entries.isEmpty else {
      return KioskError(.invalid, "\(place(root.line)): the file holds nothing that is known", nextStep: nextStep)
    }
    if let stranger = entries.first(where: { PackSource.Kind(rawValue: $0.key) == nil }) {
      return KioskError(
        .invalid, "\(place(stranger.keyLine)): '\(stranger.key)' is not known here", nextStep: nextStep)
    }
    return KioskError(
      .invalid, "\(place(entries[1].keyLine)): a file holds one thing",
      nextStep: "Move '\(entries[1].key)' into a file of its own")
  }

  /// The fields of a mapping; unknown ones are problems.
  mutating func fields(_ node: YAMLNode, of what: String, known: [String]) -> Fields {
    var fields = Fields(what: what, line: node.line)
    guard case .mapping(let entries, _) = node else {
      report(node.line, "a \(what) has fields", "Write below it, indented: \(known.joined(separator: ", "))")
      return fields
    }
    for entry in entries {
      guard known.contains(entry.key) else {
        let nearest = known.min { EditDistance.between($0, entry.key) < EditDistance.between($1, entry.key) } ?? ""
        report(
          entry.keyLine, "a \(what) has no field '\(entry.key)'",
          EditDistance.between(nearest, entry.key) <= 3
            ? "Write '\(nearest)'" : "Its fields are \(known.joined(separator: ", "))")
        continue
      }
      fields.entries[entry.key] = (entry.keyLine, entry.value)
    }
    return fields
  }

  /// The thing's identifier, or nothing.
  mutating func identifier(_ fields: Fields) -> String {
    guard let found = text("id", fields) else {
      if fields.entries["id"] == nil { missing("id", fields, "'id: a-short-name'") }
      return ""
    }
    guard Identifier.isValid(found.text) else {
      report(
        found.line, "the identifier '\(found.text)' is malformed",
        "Use 1 to \(Labels.maximumIdentifierBytes) lower-case letters, digits and hyphens, a hyphen neither first nor "
          + "last")
      return ""
    }
    return found.text
  }

  /// A plain text; nil when it is not there or is something else.
  mutating func text(_ name: String, _ fields: Fields) -> (text: String, line: Int)? {
    guard let (line, value) = fields.entries[name] else { return nil }
    guard case .scalar(let text, let line) = value else {
      report(line, "'\(name)' takes one value", "Write '\(name): …' on one line")
      return nil
    }
    return (text, line)
  }

  /// A text by language, with English among them.
  mutating func localized(_ name: String, _ fields: Fields) -> LocalizedText {
    guard let (line, value) = fields.entries[name] else {
      missing(name, fields, "'\(name):' and below it, indented, 'en: …'")
      return LocalizedText([:])
    }
    guard case .mapping(let entries, _) = value else {
      report(line, "'\(name)' takes a text for each language", "Write '\(name):' and below it, indented, 'en: …'")
      return LocalizedText([:])
    }
    var texts: [String: String] = [:]
    for entry in entries {
      guard Identifier.isLanguage(entry.key) else {
        report(entry.keyLine, "'\(entry.key)' is not a language", "Write a BCP 47 tag, such as en, gd or sco")
        continue
      }
      guard case .scalar(let text, let line) = entry.value else {
        report(entry.value.line, "'\(entry.key)' takes one text", "Put the text in quotation marks")
        continue
      }
      let count = text.utf8.count
      guard count > 0, count <= LocalizedText.maximumBytes else {
        let most = LocalizedText.maximumBytes
        report(
          line, count == 0 ? "the text is empty" : "the text takes \(count) bytes; at most \(most) fit",
          count == 0 ? "Write the text, or leave the language out" : "Make it shorter")
        continue
      }
      texts[entry.key] = text
    }
    let english = LocalizedText.fallbackLanguage
    if !entries.contains(where: { $0.key == english }) {
      report(line, "'\(name)' has no English", "Add a line '\(english): …' below it")
    }
    return LocalizedText(texts)
  }

  /// A whole number from 1 on.
  mutating func wholeNumber(_ name: String, _ fields: Fields) -> UInt32 {
    guard let found = text(name, fields) else {
      if fields.entries[name] == nil { missing(name, fields, "'\(name): 1'") }
      return 0
    }
    guard let number = UInt32(found.text), number > 0 else {
      report(found.line, "'\(name)' takes a whole number from 1 to \(UInt32.max)", "Write '\(name): 1'")
      return 0
    }
    return number
  }

  /// True or false; false where it is left out.
  mutating func flag(_ name: String, _ fields: Fields) -> Bool {
    guard let found = text(name, fields) else { return false }
    guard found.text == "true" || found.text == "false" else {
      report(found.line, "'\(name)' takes true or false", "Write '\(name): true', or leave it out")
      return false
    }
    return found.text == "true"
  }

  /// A list with something in it.
  mutating func list(_ name: String, _ fields: Fields, maximum: Int) -> [YAMLNode] {
    guard let (line, value) = fields.entries[name] else {
      missing(name, fields, "'\(name):' and below it, indented, lines that begin with '- '")
      return []
    }
    guard case .sequence(let entries, _) = value, (1...maximum).contains(entries.count) else {
      report(line, "'\(name)' takes a list of 1 to \(maximum)", "Write below it, indented, lines that begin with '- '")
      return []
    }
    return entries
  }

  private mutating func missing(_ name: String, _ fields: Fields, _ remedy: String) {
    report(fields.line, "the \(fields.what) has no '\(name)'", "Add a line \(remedy)")
  }
}
