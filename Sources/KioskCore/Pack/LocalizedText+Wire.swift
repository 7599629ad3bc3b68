internal import CKioskProto

extension LocalizedText {
  /// One language's text, as it travels.
  struct Entry: WireMessage {
    static var cInit: (UnsafeMutablePointer<Kiosk__V1__Text>?) -> Void { kiosk__v1__text__init }

    let language: String
    let text: String

    init(language: String, text: String) {
      self.language = language
      self.text = text
    }

    init(reading message: Kiosk__V1__Text) throws(KioskError) {
      language = try readText(message.language, "text.language")
      text = try readText(message.text, "text.text")
    }

    func write(to message: inout Kiosk__V1__Text, in arena: WireArena) throws(KioskError) {
      message.language = try arena.text(language)
      message.text = try arena.text(text)
    }
  }

  init(
    _ field: UnsafeMutablePointer<UnsafeMutablePointer<Kiosk__V1__Text>?>?, _ count: Int, _ name: StaticString
  ) throws(KioskError) {
    let entries: [Entry] = try readList(field, count, name, maximum: 1 + Pack.Limits.languages)
    self.init()
    for entry in entries { add(entry.text, in: entry.language) }
  }
}

extension WireArena {
  /// A text's field and its count. Sorted, so that the same pack has the same bytes.
  func texts(
    _ text: LocalizedText
  ) throws(KioskError) -> (UnsafeMutablePointer<UnsafeMutablePointer<Kiosk__V1__Text>?>?, Int) {
    let entries = text.texts.map { LocalizedText.Entry(language: $0.language, text: $0.text) }
    return (try list(entries), entries.count)
  }
}
