/// Text in one or more languages.
public struct LocalizedText: Hashable, Sendable {
  /// The language that every text has.
  public static let fallbackLanguage = "en"
  /// Longest text in bytes: what a screen can show without scrolling, with room for any script.
  public static let maximumBytes = 1024

  /// What stands in English; empty where there is no text at all.
  public private(set) var english: String
  /// The same in other languages, by their tags. A device holds thousands of texts, most of them in English only: an
  /// array costs those nothing, and a dictionary would cost each an allocation of its own.
  private var translations: [Translation] = []

  private struct Translation: Hashable, Sendable {
    let language: String
    let text: String
  }

  /// Text by language, as BCP 47 tags.
  public init(_ texts: [String: String]) {
    english = texts[Self.fallbackLanguage] ?? ""
    for (language, text) in texts where language != Self.fallbackLanguage {
      translations.append(Translation(language: language, text: text))
    }
    translations.sort { $0.language < $1.language }
  }

  /// No text.
  public init() {
    english = ""
  }

  /// Adds a text as it was read; the first of a language counts.
  mutating func add(_ text: String, in language: String) {
    if language == Self.fallbackLanguage {
      if english.isEmpty { english = text }
    } else if !translations.contains(where: { $0.language == language }) {
      let place = translations.firstIndex { $0.language > language } ?? translations.endIndex
      translations.insert(Translation(language: language, text: text), at: place)
    }
  }

  /// Whether there is no text in any language.
  public var isEmpty: Bool { english.isEmpty && translations.isEmpty }

  /// All texts with their BCP 47 tags, sorted by these.
  public var texts: [(language: String, text: String)] {
    var all = translations.map { ($0.language, $0.text) }
    if !english.isEmpty {
      all.insert((Self.fallbackLanguage, english), at: all.firstIndex { $0.0 > Self.fallbackLanguage } ?? all.endIndex)
    }
    return all
  }

  /// The same by tag, for whoever looks a language up.
  public var byLanguage: [String: String] { Dictionary(uniqueKeysWithValues: texts.map { ($0.language, $0.text) }) }

  /// The text in a language, or in English.
  public func text(in language: String) -> String {
    translations.first { $0.language == language }?.text ?? english
  }

  /// - Parameter what: names the text in an error; asked only then.
  func check(_ what: @autoclosure () -> String) throws(KioskError) {
    guard !english.isEmpty else { throw KioskError(.invalid, "\(what()) has no English") }
    try check(english, what)
    for translation in translations {
      guard Identifier.isLanguage(translation.language) else {
        throw KioskError(.invalid, "\(what()) has a malformed language tag")
      }
      try check(translation.text, what)
    }
  }

  private func check(_ text: String, _ what: () -> String) throws(KioskError) {
    guard !text.isEmpty, text.utf8.count <= Self.maximumBytes else {
      throw KioskError(.invalid, "\(what()) is empty or longer than \(Self.maximumBytes) bytes")
    }
    guard !text.unicodeScalars.contains(where: { Self.isActing($0) && $0 != "\n" }) else {
      throw KioskError(
        .invalid, "\(what()) holds a control character, or one that turns the direction of writing",
        nextStep: "Remove it: what people read must be what was written")
    }
  }

  /// Whether a character is for the screen rather than for people: a control, a separator of lines, a tag, or one that
  /// turns the direction of writing and so can make a text read otherwise than it stands (Unicode Standard Annex 9, 2.1
  /// to 2.5).
  public static func isActing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x061C, 0xFEFF, 0xE0000...0xE007F: true
    default: scalar.properties.generalCategory == .control
    }
  }
}
