/// Feedback as coordinators write it: one readable file, whose form is in `docs/feedback.md`. Everything that is wrong
/// is noted with file and line, as in the files of a programme.
public struct FeedbackSource: Sendable {
  /// What is wrong, in the order of the file. Each is `.invalid`, its message begins with `file:line:`, and its next step
  /// says what to write instead.
  public let problems: [KioskError]
  private let content: (programme: String, revision: UInt32, items: [FeedbackItem])

  /// Reads the file.
  /// - Parameters:
  ///   - name: what errors call it.
  ///   - today: days since 1970-01-01; nothing was done later than the day after it (somewhere that is today). 0 where
  ///     the clock is not known to be right.
  public init(_ bytes: [UInt8], name: String, today: UInt32 = Day.today) {
    do throws(KioskError) {
      let root = try YAMLNode.parse(bytes, name: name)
      var reader = PackSourceReader(file: name)
      let last =
        today == 0 ? FeedbackItem.plausibleDays.upperBound : min(today + 1, FeedbackItem.plausibleDays.upperBound)
      content = try Self.read(root, &reader, days: FeedbackItem.plausibleDays.lowerBound...last)
      problems = reader.problems
    } catch {
      content = ("", 0, [])
      problems = [error]
    }
  }

  /// What the file says.
  /// - Throws: the first of `problems`.
  public func feedback() throws(KioskError) -> Feedback {
    if let problem = problems.first { throw problem }
    return try Feedback(programme: content.programme, revision: content.revision, items: content.items)
  }

  private static func read(
    _ root: YAMLNode, _ reader: inout PackSourceReader, days: ClosedRange<UInt32>
  ) throws(KioskError) -> (programme: String, revision: UInt32, items: [FeedbackItem]) {
    guard case .mapping(let entries, _) = root, entries.count == 1, entries[0].key == "feedback" else {
      throw KioskError(
        .invalid, "\(reader.place(root.line)): the file holds no feedback",
        nextStep: "Begin the file with 'feedback:', and nothing else beside it")
    }
    let fields = reader.fields(entries[0].value, of: "feedback", known: ["programme", "revision", "items"])
    let programme = reader.identifier(fields, "programme")
    let revision = reader.wholeNumber("revision", fields, in: 1...UInt32.max, missing: nil)
    var items: [FeedbackItem] = []
    var places: [String: String] = [:]
    for node in reader.list("items", fields, minimum: 0, maximum: Feedback.maximumItems) {
      let fields = reader.fields(node, of: "feedback item", known: ["id", "day", "said", "did"])
      let id = reader.identifier(fields)
      if let first = places[id] {
        reader.report(node.line, "the item '\(id)' is there already, at \(first)", "Give one of the two another 'id'")
      } else if !id.isEmpty {
        places[id] = reader.place(node.line)
      }
      items.append(
        FeedbackItem(
          id: id, said: reader.localized("said", fields), did: reader.localized("did", fields),
          day: reader.day("day", fields, in: days)))
    }
    return (programme, revision, items)
  }
}

extension PackSourceReader {
  /// A text with its translations: English alone, or a line for each language.
  fileprivate mutating func localized(_ name: String, _ fields: Fields) -> LocalizedText {
    guard let (line, value) = fields.entries[name] else {
      missing(name, fields, "'\(name): …'")
      return LocalizedText([:])
    }
    guard case .mapping(let entries, _) = value else {
      guard let found = text(name, fields), fits(found.text, found.line) else { return LocalizedText([:]) }
      return LocalizedText([LocalizedText.fallbackLanguage: found.text])
    }
    var texts: [String: String] = [:]
    for entry in entries {
      guard Identifier.isLanguage(entry.key) else {
        report(entry.keyLine, "'\(entry.key)' is no language", "Write its tag, such as 'en', 'gd' or 'sco'")
        continue
      }
      guard case .scalar(let text, let line) = entry.value else {
        report(entry.value.line, "'\(entry.key)' takes one text", "Put the text in quotation marks")
        continue
      }
      if fits(text, line) { texts[entry.key] = text }
    }
    if !entries.contains(where: { $0.key == LocalizedText.fallbackLanguage }) {
      report(line, "'\(name)' has no English", "Add below it, indented, a line 'en: …'")
    }
    if entries.count > 1 + Pack.Limits.languages {
      report(line, "'\(name)' is in more than \(1 + Pack.Limits.languages) languages", "Leave some out")
    }
    return LocalizedText(texts)
  }

  /// A day.
  fileprivate mutating func day(_ name: String, _ fields: Fields, in days: ClosedRange<UInt32>) -> UInt32 {
    guard let found = text(name, fields) else {
      if fields.entries[name] == nil { missing(name, fields, "'\(name): 2026-11-20'") }
      return days.lowerBound
    }
    guard let day = Day.reading(found.text) else {
      report(found.line, "'\(name)' takes a date", "Write it like '\(name): 2026-11-20'")
      return days.lowerBound
    }
    guard days.contains(day) else {
      report(
        found.line,
        day > days.upperBound ? "the date '\(found.text)' is still to come" : "'\(found.text)' is long past",
        "Write the date on which it was done")
      return days.lowerBound
    }
    return day
  }
}
