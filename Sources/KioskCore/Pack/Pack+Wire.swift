package import CKioskProto

extension Pack: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Pack>?) -> Void { kiosk__v1__pack__init }

  package init(reading message: Kiosk__V1__Pack) throws(KioskError) {
    try self.init(
      programme: try readText(message.programme_id, "pack.programme_id"),
      title: try LocalizedText(message.title, message.n_title, "pack.title"),
      revision: message.revision,
      themes: try readList(message.themes, message.n_themes, "pack.themes", maximum: 1000),
      activities: try readList(message.activities, message.n_activities, "pack.activities", maximum: 5000))
  }

  package func write(to message: inout Kiosk__V1__Pack, in arena: WireArena) throws(KioskError) {
    message.programme_id = try arena.text(programme)
    (message.title, message.n_title) = (try arena.list(title.entries), title.entries.count)
    message.revision = revision
    (message.themes, message.n_themes) = (try arena.list(themes), themes.count)
    (message.activities, message.n_activities) = (try arena.list(activities), activities.count)
  }
}

extension Pack.Theme: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Theme>?) -> Void { kiosk__v1__theme__init }

  package init(reading message: Kiosk__V1__Theme) throws(KioskError) {
    id = try readText(message.id, "theme.id")
    title = try LocalizedText(message.title, message.n_title, "theme.title")
    question = try LocalizedText(message.question, message.n_question, "theme.question")
  }

  package func write(to message: inout Kiosk__V1__Theme, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.title, message.n_title) = (try arena.list(title.entries), title.entries.count)
    (message.question, message.n_question) = (try arena.list(question.entries), question.entries.count)
  }
}

extension Pack.Activity: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Activity>?) -> Void { kiosk__v1__activity__init }

  package init(reading message: Kiosk__V1__Activity) throws(KioskError) {
    id = try readText(message.id, "activity.id")
    title = try LocalizedText(message.title, message.n_title, "activity.title")
    theme = try readText(message.theme_id, "activity.theme_id")
    isDropIn = message.drop_in != 0
    prompts = try readList(message.prompts, message.n_prompts, "activity.prompts", maximum: 100)
  }

  package func write(to message: inout Kiosk__V1__Activity, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.title, message.n_title) = (try arena.list(title.entries), title.entries.count)
    message.theme_id = try arena.text(theme)
    message.drop_in = isDropIn ? 1 : 0
    (message.prompts, message.n_prompts) = (try arena.list(prompts), prompts.count)
  }
}

extension Pack.Prompt: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Prompt>?) -> Void { kiosk__v1__prompt__init }

  package init(reading message: Kiosk__V1__Prompt) throws(KioskError) {
    id = try readText(message.id, "prompt.id")
    text = try LocalizedText(message.text, message.n_text, "prompt.text")
  }

  package func write(to message: inout Kiosk__V1__Prompt, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.text, message.n_text) = (try arena.list(text.entries), text.entries.count)
  }
}

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

  /// Sorted, so that the same pack has the same bytes.
  var entries: [Entry] {
    texts.sorted { $0.key < $1.key }.map { Entry(language: $0.key, text: $0.value) }
  }

  init(
    _ field: UnsafeMutablePointer<UnsafeMutablePointer<Kiosk__V1__Text>?>?, _ count: Int, _ name: StaticString
  ) throws(KioskError) {
    let entries: [Entry] = try readList(field, count, name, maximum: 50)
    self.init(Dictionary(entries.map { ($0.language, $0.text) }, uniquingKeysWith: { first, _ in first }))
  }
}
