package import CKioskProto

extension Words: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Words>?) -> Void { kiosk__v1__words__init }

  package init(reading message: Kiosk__V1__Words) throws(KioskError) {
    try self.init(try readText(message.text, "words.text"))
  }

  package func write(to message: inout Kiosk__V1__Words, in arena: WireArena) throws(KioskError) {
    message.text = try arena.text(exposed)
  }
}

extension Cards: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Cards>?) -> Void { kiosk__v1__cards__init }

  package init(reading message: Kiosk__V1__Cards) throws(KioskError) {
    try self.init(
      try readList(message.cards, message.n_cards, "cards.cards", maximum: Self.counts.upperBound),
      why: try readText(message.why, "cards.why"))
  }

  package func write(to message: inout Kiosk__V1__Cards, in arena: WireArena) throws(KioskError) {
    (message.cards, message.n_cards) = (try arena.list(exposed), exposed.count)
    message.why = try arena.text(exposedWhy)
  }
}

extension Card: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Card>?) -> Void { kiosk__v1__card__init }

  package init(reading message: Kiosk__V1__Card) throws(KioskError) {
    guard let section = message.section else { throw KioskError(.invalid, "a card names no section") }
    try self.init(
      section: try SectionReference(reading: section.pointee),
      statement: try readText(message.statement_id, "card.statement_id"))
  }

  package func write(to message: inout Kiosk__V1__Card, in arena: WireArena) throws(KioskError) {
    message.section = try arena.message(exposedSection)
    message.statement_id = try arena.text(exposedStatement)
  }
}

extension Feeling: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Feeling>?) -> Void { kiosk__v1__feeling__init }

  package init(reading message: Kiosk__V1__Feeling) throws(KioskError) {
    try self.init(level: Int(message.level), why: try readText(message.why, "feeling.why"))
  }

  package func write(to message: inout Kiosk__V1__Feeling, in arena: WireArena) throws(KioskError) {
    message.level = UInt32(exposedLevel)
    message.why = try arena.text(exposedWhy)
  }
}

extension Drawing: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Drawing>?) -> Void { kiosk__v1__drawing__init }

  package init(reading message: Kiosk__V1__Drawing) throws(KioskError) {
    try self.init(
      png: try readBytes(message.png, "drawing.png"),
      description: try readText(message.description, "drawing.description"))
  }

  package func write(to message: inout Kiosk__V1__Drawing, in arena: WireArena) throws(KioskError) {
    message.png = try arena.bytes(exposedPNG)
    message.description = try arena.text(exposedDescription)
  }
}
