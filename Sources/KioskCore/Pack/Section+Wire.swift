package import CKioskProto

extension Section: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Section>?) -> Void { kiosk__v1__section__init }

  package init(reading message: Kiosk__V1__Section) throws(KioskError) {
    id = try readText(message.id, "section.id")
    heading = try LocalizedText(message.heading, message.n_heading, "section.heading")
    guide = try LocalizedText(message.guide, message.n_guide, "section.guide")
    statements = try readList(
      message.statements, message.n_statements, "section.statements", maximum: Pack.Limits.statements)
  }

  package func write(to message: inout Kiosk__V1__Section, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.heading, message.n_heading) = try arena.texts(heading)
    (message.guide, message.n_guide) = try arena.texts(guide)
    (message.statements, message.n_statements) = (try arena.list(statements), statements.count)
  }
}

extension Statement: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Statement>?) -> Void { kiosk__v1__statement__init }

  package init(reading message: Kiosk__V1__Statement) throws(KioskError) {
    id = try readText(message.id, "statement.id")
    text = try LocalizedText(message.text, message.n_text, "statement.text")
  }

  package func write(to message: inout Kiosk__V1__Statement, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.text, message.n_text) = try arena.texts(text)
  }
}

extension SectionReference: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SectionReference>?) -> Void {
    kiosk__v1__section_reference__init
  }

  package init(reading message: Kiosk__V1__SectionReference) throws(KioskError) {
    let id = try readText(message.owner_id, "section_reference.owner_id")
    switch message.owner {
    case KIOSK__V1__SECTION_OWNER__SECTION_OWNER_PROGRAMME:
      guard id.isEmpty else { throw KioskError(.invalid, "the programme's sections have no other owner") }
      owner = .programme
    case KIOSK__V1__SECTION_OWNER__SECTION_OWNER_THEME: owner = .theme(id)
    case KIOSK__V1__SECTION_OWNER__SECTION_OWNER_BOARD: owner = .board(id)
    case KIOSK__V1__SECTION_OWNER__SECTION_OWNER_AGENDA: owner = .agenda(id)
    default: throw KioskError(.invalid, "a section belongs to something that is not known")
    }
    section = try readText(message.section_id, "section_reference.section_id")
  }

  package func write(to message: inout Kiosk__V1__SectionReference, in arena: WireArena) throws(KioskError) {
    switch owner {
    case .programme: message.owner = KIOSK__V1__SECTION_OWNER__SECTION_OWNER_PROGRAMME
    case .theme(let id):
      message.owner = KIOSK__V1__SECTION_OWNER__SECTION_OWNER_THEME
      message.owner_id = try arena.text(id)
    case .board(let id):
      message.owner = KIOSK__V1__SECTION_OWNER__SECTION_OWNER_BOARD
      message.owner_id = try arena.text(id)
    case .agenda(let id):
      message.owner = KIOSK__V1__SECTION_OWNER__SECTION_OWNER_AGENDA
      message.owner_id = try arena.text(id)
    }
    message.section_id = try arena.text(section)
  }
}
