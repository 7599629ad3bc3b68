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
