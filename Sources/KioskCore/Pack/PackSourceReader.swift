/// Takes typed values out of one file's tree, and notes what is wrong with file and line instead of stopping, so that
/// an author sees everything at once. Where something is wrong the value is an empty one.
struct PackSourceReader {
  /// The fields of one thing, by name.
  struct Fields {
    var entries: [String: (line: Int, value: YAMLNode)] = [:]
    let what: String
    let line: Int
  }

  private static let identifierRemedy =
    "Use 1 to \(Labels.maximumIdentifierBytes) lower-case letters, digits and hyphens, a hyphen neither first nor last"

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
  mutating func identifier(_ fields: Fields, _ name: String = "id") -> String {
    guard let found = text(name, fields) else {
      if fields.entries[name] == nil { missing(name, fields, "'\(name): a-short-name'") }
      return ""
    }
    guard Identifier.isValid(found.text) else {
      report(found.line, "the identifier '\(found.text)' is malformed", Self.identifierRemedy)
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

  /// A text that has to be there, with its translations.
  mutating func required(
    _ name: String, _ fields: Fields, _ key: String, _ translations: inout PackTranslations
  ) -> LocalizedText {
    guard fields.entries[name] != nil else {
      missing(name, fields, "'\(name): …'")
      return LocalizedText()
    }
    return optional(name, fields, key, &translations)
  }

  /// A text that may be left out, with its translations.
  mutating func optional(
    _ name: String, _ fields: Fields, _ key: String, _ translations: inout PackTranslations
  ) -> LocalizedText {
    guard let found = text(name, fields), fits(found.text, found.line) else { return LocalizedText() }
    return translations.localized(found.text, key: key)
  }

  /// Texts under identifiers of their own: lines such as `an-id: A text.`
  mutating func statements(
    _ name: String, _ fields: Fields, _ key: String, _ translations: inout PackTranslations,
    maximum: Int = Pack.Limits.statements
  ) -> [Statement] {
    var statements: [Statement] = []
    for (id, text, line) in entries(name, fields) {
      guard Identifier.isValid(id) else {
        report(line, "the identifier '\(id)' is malformed", Self.identifierRemedy)
        continue
      }
      statements.append(Statement(id: id, text: translations.localized(text, key: "\(key).\(id)")))
    }
    if statements.count > maximum {
      report(fields.line, "'\(name)' has more than \(maximum) entries", "Leave some out, or divide them")
    }
    return statements
  }

  /// A list of texts; their keys are counted from 1.
  mutating func texts(
    _ name: String, _ fields: Fields, _ key: String, _ translations: inout PackTranslations
  ) -> [LocalizedText] {
    guard fields.entries[name] != nil else { return [] }
    var texts: [LocalizedText] = []
    for node in list(name, fields, maximum: Pack.Limits.notes) {
      guard case .scalar(let text, let line) = node else {
        report(node.line, "each of '\(name)' is one text", "Put the text in quotation marks")
        continue
      }
      if fits(text, line) { texts.append(translations.localized(text, key: "\(key).\(texts.count + 1)")) }
    }
    return texts
  }

  /// Keys with a text each, in the order of the file; none where it is left out.
  mutating func entries(_ name: String, _ fields: Fields) -> [(key: String, text: String, line: Int)] {
    guard let (line, value) = fields.entries[name] else { return [] }
    guard case .mapping(let entries, _) = value else {
      report(line, "'\(name)' takes lines of the form 'a-name: a text'", "Write them below it, indented")
      return []
    }
    var found: [(key: String, text: String, line: Int)] = []
    for entry in entries {
      guard case .scalar(let text, let line) = entry.value else {
        report(entry.value.line, "'\(entry.key)' takes one text", "Put the text in quotation marks")
        continue
      }
      if fits(text, line) { found.append((entry.key, text, entry.keyLine)) }
    }
    return found
  }

  mutating func fits(_ text: String, _ line: Int) -> Bool {
    let (count, most) = (text.utf8.count, LocalizedText.maximumBytes)
    guard (1...most).contains(count) else {
      report(
        line, count == 0 ? "the text is empty" : "the text takes \(count) bytes; at most \(most) fit",
        count == 0 ? "Write the text, or leave it out" : "Make it shorter")
      return false
    }
    guard !text.unicodeScalars.contains(where: { LocalizedText.isActing($0) && $0 != "\n" }) else {
      report(
        line, "the text holds a control character, or one that turns the direction of writing",
        "Remove it: what people read must be what was written")
      return false
    }
    return true
  }

  /// One of the words that a field knows; nil where it is left out.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ fields: Fields, _ words: Word.Type
  ) -> Word? where Word.RawValue == String {
    guard let found = text(name, fields) else { return nil }
    guard let word = Word(rawValue: found.text) else {
      report(
        found.line, "'\(name)' does not take '\(found.text)'",
        "Write one of \(words.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return word
  }

  /// A time of day; empty where it is left out.
  mutating func timeOfDay(_ name: String, _ fields: Fields) -> String {
    guard let found = text(name, fields) else { return "" }
    guard Identifier.isTimeOfDay(found.text) else {
      report(found.line, "'\(name)' takes a time of day", "Write it like '\(name): \"11:15\"', in quotation marks")
      return ""
    }
    return found.text
  }

  /// A whole number.
  /// - Parameter missing: what it is where it is left out; nil where it has to be there.
  mutating func wholeNumber(
    _ name: String, _ fields: Fields, in bounds: ClosedRange<UInt32>, missing fallback: UInt32?
  ) -> UInt32 {
    let example = "'\(name): \(bounds.lowerBound)'"
    guard let found = text(name, fields) else {
      if fields.entries[name] == nil, fallback == nil { missing(name, fields, example) }
      return fallback ?? bounds.lowerBound
    }
    guard let number = UInt32(found.text), bounds.contains(number) else {
      report(
        found.line, "'\(name)' takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound)",
        "Write \(example)")
      return bounds.lowerBound
    }
    return number
  }

  /// The line of a key in a field's mapping.
  func line(of key: String, in name: String, _ fields: Fields) -> Int {
    guard case .mapping(let entries, _)? = fields.entries[name]?.value else { return fields.line }
    return entries.first { $0.key == key }?.keyLine ?? fields.line
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

  /// A list, with something in it unless `minimum` is 0.
  mutating func list(_ name: String, _ fields: Fields, minimum: Int = 1, maximum: Int) -> [YAMLNode] {
    guard let (line, value) = fields.entries[name] else {
      missing(name, fields, "'\(name):' and below it, indented, lines that begin with '- '")
      return []
    }
    guard case .sequence(let entries, _) = value, (minimum...maximum).contains(entries.count) else {
      report(
        line, "'\(name)' takes a list of \(minimum) to \(maximum)",
        "Write below it, indented, lines that begin with '- '")
      return []
    }
    return entries
  }

  mutating func missing(_ name: String, _ fields: Fields, _ remedy: String) {
    report(fields.line, "the \(fields.what) has no '\(name)'", "Add a line \(remedy)")
  }
}
