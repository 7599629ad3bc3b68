/// Typed words: what a person said, checked, and never shown by any rendering.
public struct Words: Hashable, Sendable {
  /// The most that fits the smallest size bucket together with all labels (`Bucket.small`), so that words of every
  /// length make envelopes of one size. About 350 English words.
  public static let maximumBytes = 2048

  private let text: Redacted<String>

  /// Checks what somebody typed.
  /// - Throws: `KioskError.invalid` when it is empty or only white space, longer than `maximumBytes` in UTF-8, or holds
  ///   control characters other than line feed and tab.
  public init(_ text: String) throws(KioskError) {
    let count = text.utf8.count
    guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw KioskError(.invalid, "there are no words", nextStep: "Write something and send it again")
    }
    guard count <= Self.maximumBytes else {
      throw KioskError(
        .invalid, "the words take \(count) bytes; at most \(Self.maximumBytes) fit",
        nextStep: "Send it in two parts")
    }
    guard !text.hasControlCharacters else {
      throw KioskError(.invalid, "the words hold control characters", nextStep: "Remove them and send it again")
    }
    self.text = Redacted(text)
  }

  /// The words themselves.
  public var exposed: String { text.exposed }
}
