package import CKioskProto

extension Pack: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Pack>?) -> Void { kiosk__v1__pack__init }

  package init(reading message: Kiosk__V1__Pack) throws(KioskError) {
    try self.init(
      programme: try readText(message.programme_id, "pack.programme_id"),
      title: try LocalizedText(message.title, message.n_title, "pack.title"),
      revision: message.revision,
      sections: try readList(message.sections, message.n_sections, "pack.sections", maximum: Limits.sections),
      stakeholders: try readList(
        message.stakeholders, message.n_stakeholders, "pack.stakeholders", maximum: Limits.stakeholders),
      themes: try readList(message.themes, message.n_themes, "pack.themes", maximum: Limits.themes),
      boards: try readList(message.boards, message.n_boards, "pack.boards", maximum: Limits.boards),
      agendas: try readList(message.agendas, message.n_agendas, "pack.agendas", maximum: Limits.agendas),
      languages: try readList(message.languages, message.n_languages, "pack.languages", maximum: Limits.languages))
  }

  package func write(to message: inout Kiosk__V1__Pack, in arena: WireArena) throws(KioskError) {
    message.programme_id = try arena.text(programme)
    (message.title, message.n_title) = try arena.texts(title)
    message.revision = revision
    (message.sections, message.n_sections) = (try arena.list(sections), sections.count)
    (message.stakeholders, message.n_stakeholders) = (try arena.list(stakeholders), stakeholders.count)
    (message.themes, message.n_themes) = (try arena.list(themes), themes.count)
    (message.boards, message.n_boards) = (try arena.list(boards), boards.count)
    (message.agendas, message.n_agendas) = (try arena.list(agendas), agendas.count)
    (message.languages, message.n_languages) = (try arena.list(languages), languages.count)
  }
}

extension Pack.Theme: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Theme>?) -> Void { kiosk__v1__theme__init }

  package init(reading message: Kiosk__V1__Theme) throws(KioskError) {
    id = try readText(message.id, "theme.id")
    number = message.number
    title = try LocalizedText(message.title, message.n_title, "theme.title")
    question = try LocalizedText(message.question, message.n_question, "theme.question")
    sections = try readList(message.sections, message.n_sections, "theme.sections", maximum: Pack.Limits.sections)
  }

  package func write(to message: inout Kiosk__V1__Theme, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    message.number = number
    (message.title, message.n_title) = try arena.texts(title)
    (message.question, message.n_question) = try arena.texts(question)
    (message.sections, message.n_sections) = (try arena.list(sections), sections.count)
  }
}

extension Pack.Board: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Board>?) -> Void { kiosk__v1__board__init }

  package init(reading message: Kiosk__V1__Board) throws(KioskError) {
    id = try readText(message.id, "board.id")
    title = try LocalizedText(message.title, message.n_title, "board.title")
    layers = try readList(message.layers, message.n_layers, "board.layers", maximum: Pack.Limits.sections)
  }

  package func write(to message: inout Kiosk__V1__Board, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.title, message.n_title) = try arena.texts(title)
    (message.layers, message.n_layers) = (try arena.list(layers), layers.count)
  }
}

extension Pack.Agenda: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Agenda>?) -> Void { kiosk__v1__agenda__init }

  package init(reading message: Kiosk__V1__Agenda) throws(KioskError) {
    id = try readText(message.id, "agenda.id")
    title = try LocalizedText(message.title, message.n_title, "agenda.title")
    theme = try readText(message.theme_id, "agenda.theme_id")
    isDropIn = message.drop_in != 0
    activities = try readList(
      message.activities, message.n_activities, "agenda.activities", maximum: Pack.Limits.activities)
    sections = try readList(message.sections, message.n_sections, "agenda.sections", maximum: Pack.Limits.sections)
  }

  package func write(to message: inout Kiosk__V1__Agenda, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.title, message.n_title) = try arena.texts(title)
    message.theme_id = try arena.text(theme)
    message.drop_in = isDropIn ? 1 : 0
    (message.activities, message.n_activities) = (try arena.list(activities), activities.count)
    (message.sections, message.n_sections) = (try arena.list(sections), sections.count)
  }
}

extension Pack.Language: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Language>?) -> Void { kiosk__v1__language__init }

  package init(reading message: Kiosk__V1__Language) throws(KioskError) {
    tag = try readText(message.tag, "language.tag")
    name = try readText(message.name, "language.name", maximum: LocalizedText.maximumBytes)
    isReviewed = message.reviewed != 0
  }

  package func write(to message: inout Kiosk__V1__Language, in arena: WireArena) throws(KioskError) {
    message.tag = try arena.text(tag)
    message.name = try arena.text(name)
    message.reviewed = isReviewed ? 1 : 0
  }
}
