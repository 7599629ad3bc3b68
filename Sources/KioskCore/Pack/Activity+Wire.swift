package import CKioskProto

extension Activity: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Activity>?) -> Void { kiosk__v1__activity__init }

  package init(reading message: Kiosk__V1__Activity) throws(KioskError) {
    id = try readText(message.id, "activity.id")
    // Another kind or another way of sitting is not worth refusing a pack for: people can take part all the same.
    kind = Kind(message.kind) ?? .discussion
    title = try LocalizedText(message.title, message.n_title, "activity.title")
    theme = try readText(message.theme_id, "activity.theme_id")
    minutes = message.minutes
    seating = Seating(message.seating) ?? .together
    guide = try LocalizedText(message.guide, message.n_guide, "activity.guide")
    let notes: [Note] = try readList(message.notes, message.n_notes, "activity.notes", maximum: Pack.Limits.notes)
    self.notes = notes.map(\.text)
    prompts = try readList(message.prompts, message.n_prompts, "activity.prompts", maximum: Pack.Limits.prompts)
    board = try readText(message.board_id, "activity.board_id")
    layer = try readText(message.layer_id, "activity.layer_id")
    hasBoxes = message.boxes != 0
    backAt = try readText(message.back_at, "activity.back_at")
    cards = try readList(message.cards, message.n_cards, "activity.cards", maximum: Pack.Limits.sections)
  }

  package func write(to message: inout Kiosk__V1__Activity, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    message.kind = kind.wire
    (message.title, message.n_title) = try arena.texts(title)
    message.theme_id = try arena.text(theme)
    message.minutes = minutes
    message.seating = seating.wire
    (message.guide, message.n_guide) = try arena.texts(guide)
    (message.notes, message.n_notes) = (try arena.list(notes.map(Note.init)), notes.count)
    (message.prompts, message.n_prompts) = (try arena.list(prompts), prompts.count)
    message.board_id = try arena.text(board)
    message.layer_id = try arena.text(layer)
    message.boxes = hasBoxes ? 1 : 0
    message.back_at = try arena.text(backAt)
    (message.cards, message.n_cards) = (try arena.list(cards), cards.count)
  }

  /// One instruction, as it travels.
  private struct Note: WireMessage {
    static var cInit: (UnsafeMutablePointer<Kiosk__V1__Note>?) -> Void { kiosk__v1__note__init }

    let text: LocalizedText

    init(_ text: LocalizedText) {
      self.text = text
    }

    init(reading message: Kiosk__V1__Note) throws(KioskError) {
      text = try LocalizedText(message.text, message.n_text, "note.text")
    }

    func write(to message: inout Kiosk__V1__Note, in arena: WireArena) throws(KioskError) {
      (message.text, message.n_text) = try arena.texts(text)
    }
  }
}

extension Activity.Kind {
  private static let wires: [(Self, Kiosk__V1__ActivityKind)] = [
    (.welcome, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_WELCOME),
    (.introductions, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_INTRODUCTIONS),
    (.icebreaker, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_ICEBREAKER),
    (.discussion, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_DISCUSSION),
    (.breakout, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_BREAKOUT),
    (.pause, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_BREAK),
    (.reflection, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_REFLECTION),
    (.backCasting, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_BACK_CASTING),
    (.finalThoughts, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_FINAL_THOUGHTS),
    (.nextSteps, KIOSK__V1__ACTIVITY_KIND__ACTIVITY_KIND_NEXT_STEPS),
  ]

  fileprivate init?(_ wire: Kiosk__V1__ActivityKind) {
    guard let found = Self.wires.first(where: { $0.1 == wire }) else { return nil }
    self = found.0
  }

  fileprivate var wire: Kiosk__V1__ActivityKind { Self.wires.first { $0.0 == self }!.1 }
}

extension Activity.Seating {
  private static let wires: [(Self, Kiosk__V1__Seating)] = [
    (.alone, KIOSK__V1__SEATING__SEATING_ALONE), (.threes, KIOSK__V1__SEATING__SEATING_THREES),
    (.groups, KIOSK__V1__SEATING__SEATING_GROUPS), (.together, KIOSK__V1__SEATING__SEATING_TOGETHER),
  ]

  fileprivate init?(_ wire: Kiosk__V1__Seating) {
    guard let found = Self.wires.first(where: { $0.1 == wire }) else { return nil }
    self = found.0
  }

  fileprivate var wire: Kiosk__V1__Seating { Self.wires.first { $0.0 == self }!.1 }
}

extension Prompt: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Prompt>?) -> Void { kiosk__v1__prompt__init }

  package init(reading message: Kiosk__V1__Prompt) throws(KioskError) {
    id = try readText(message.id, "prompt.id")
    text = try LocalizedText(message.text, message.n_text, "prompt.text")
  }

  package func write(to message: inout Kiosk__V1__Prompt, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.text, message.n_text) = try arena.texts(text)
  }
}
