package import CKioskProto

extension Contribution: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Contribution>?) -> Void { kiosk__v1__contribution__init }

  package init(reading message: Kiosk__V1__Contribution) throws(KioskError) {
    guard let labels = message.labels else { throw KioskError(.invalid, "the contribution has no labels") }
    self.labels = try Labels(reading: labels.pointee)
    switch message.content_case {
    case KIOSK__V1__CONTRIBUTION__CONTENT_WORDS: content = .words(try Words(reading: message.words.pointee))
    case KIOSK__V1__CONTRIBUTION__CONTENT_CARDS: content = .cards(try Cards(reading: message.cards.pointee))
    case KIOSK__V1__CONTRIBUTION__CONTENT_FEELING: content = .feeling(try Feeling(reading: message.feeling.pointee))
    case KIOSK__V1__CONTRIBUTION__CONTENT_DRAWING: content = .drawing(try Drawing(reading: message.drawing.pointee))
    default: throw KioskError(.invalid, "the contribution has no content that this version knows")
    }
  }

  package func write(to message: inout Kiosk__V1__Contribution, in arena: WireArena) throws(KioskError) {
    try labels.checkLengths()
    message.labels = try arena.message(labels)
    switch content {
    case .words(let words):
      message.content_case = KIOSK__V1__CONTRIBUTION__CONTENT_WORDS
      message.words = try arena.message(words)
    case .cards(let cards):
      message.content_case = KIOSK__V1__CONTRIBUTION__CONTENT_CARDS
      message.cards = try arena.message(cards)
    case .feeling(let feeling):
      message.content_case = KIOSK__V1__CONTRIBUTION__CONTENT_FEELING
      message.feeling = try arena.message(feeling)
    case .drawing(let drawing):
      message.content_case = KIOSK__V1__CONTRIBUTION__CONTENT_DRAWING
      message.drawing = try arena.message(drawing)
    }
  }
}

extension Labels: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Labels>?) -> Void { kiosk__v1__labels__init }

  package init(reading message: Kiosk__V1__Labels) throws(KioskError) {
    self.init()
    packDigest = try readBytes(message.pack_digest, "labels.pack_digest", maximum: 32)
    session = try readText(message.session_id, "labels.session_id")
    activity = try readText(message.activity_id, "labels.activity_id")
    prompt = try readText(message.prompt_id, "labels.prompt_id")
    group = try readText(message.group, "labels.group")
    board = try readText(message.board_id, "labels.board_id")
    layer = try readText(message.layer_id, "labels.layer_id")
    box = try readText(message.box_id, "labels.box_id")
    language = try readText(message.language, "labels.language")
    stakeholder = try readText(message.stakeholder_id, "labels.stakeholder_id")
    isRehearsal = message.rehearsal != 0
    day = message.day
    try checkLengths()
  }

  package func write(to message: inout Kiosk__V1__Labels, in arena: WireArena) throws(KioskError) {
    message.pack_digest = try arena.bytes(packDigest)
    message.session_id = try arena.text(session)
    message.activity_id = try arena.text(activity)
    message.prompt_id = try arena.text(prompt)
    message.group = try arena.text(group)
    message.board_id = try arena.text(board)
    message.layer_id = try arena.text(layer)
    message.box_id = try arena.text(box)
    message.language = try arena.text(language)
    message.stakeholder_id = try arena.text(stakeholder)
    message.rehearsal = isRehearsal ? 1 : 0
    message.day = day
  }
}
