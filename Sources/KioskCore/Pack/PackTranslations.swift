/// The texts of the language files, by the keys under which the other files' texts are known.
struct PackTranslations: Sendable {
  private struct Text {
    let text: String
    let line: Int
    let file: String
  }

  /// The languages, in the order of their files.
  private(set) var languages: [Pack.Language] = []
  private var texts: [String: [String: Text]] = [:]
  private var wanted: [String] = []

  /// Whether there is a language with a tag already.
  func has(_ tag: String) -> Bool { texts[tag] != nil }

  /// Adds a language.
  mutating func add(_ language: Pack.Language) {
    languages.append(language)
    texts[language.tag] = [:]
  }

  /// Adds a text of it.
  mutating func add(_ text: String, for key: String, in tag: String, file: String, line: Int) {
    texts[tag]?[key] = Text(text: text, line: line, file: file)
  }

  /// The text of a key in all languages that have it.
  mutating func localized(_ english: String, key: String) -> LocalizedText {
    wanted.append(key)
    var all = [LocalizedText.fallbackLanguage: english]
    for (tag, found) in texts { all[tag] = found[key]?.text }
    return LocalizedText(all)
  }

  /// Keys that a language has no text for, by its tag, in the order of the programme.
  var missing: [String: [String]] {
    texts.mapValues { found in wanted.filter { found[$0] == nil } }
  }

  /// What a language file translates that no other file has.
  var problems: [KioskError] {
    let known = Set(wanted)
    return languages.flatMap { language in
      let strangers = (texts[language.tag] ?? [:]).filter { !known.contains($0.key) }
      return strangers.sorted { $0.value.line < $1.value.line }.map { key, text in
        let nearest = wanted.min { EditDistance.between($0, key) < EditDistance.between($1, key) }
        return KioskError(
          .invalid, "\(text.file):\(text.line): the programme has no text '\(key)'",
          nextStep: nearest.map { "Write '\($0)', or remove the line" } ?? "Remove the line")
      }
    }
  }
}
