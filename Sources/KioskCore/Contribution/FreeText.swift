/// Text that stands beside a choice: why somebody picked it, or what a drawing shows. It may be empty.
struct FreeText: Hashable, Sendable {
  /// The most that fits the smallest size bucket together with the longest cards and all labels; about 170 English
  /// words.
  static let maximumBytes = 1024

  private let text: Redacted<String>

  /// Checks what somebody typed.
  /// - Parameter name: what errors call it.
  /// - Throws: `KioskError.invalid` when it is longer than `maximumBytes` in UTF-8, or holds control characters other
  ///   than line feed and tab.
  init(_ text: String, _ name: String) throws(KioskError) {
    let count = text.utf8.count
    guard count <= Self.maximumBytes else {
      throw KioskError(
        .invalid, "\(name) takes \(count) bytes; at most \(Self.maximumBytes) fit", nextStep: "Make it shorter")
    }
    guard !text.hasControlCharacters else {
      throw KioskError(.invalid, "\(name) holds control characters", nextStep: "Remove them and send it again")
    }
    self.text = Redacted(text)
  }

  /// The text itself.
  var exposed: String { text.exposed }
}

extension String {
  /// Whether there are control characters other than line feed and tab.
  var hasControlCharacters: Bool {
    unicodeScalars.contains { scalar in
      scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
    }
  }
}
