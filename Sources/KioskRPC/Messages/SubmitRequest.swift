package import CKioskProto
package import KioskCore

/// Gives one contribution. Its content is checked while it is read; no rendering shows them.
package struct SubmitRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SubmitRequest>?) -> Void {
    kiosk__v1__submit_request__init
  }

  /// Length of a submission's name in bytes.
  package static let submissionIDLength = 16

  /// Names the attempt, or empty.
  package var submissionID: [UInt8]
  package var activity: String
  package var prompt: String
  package var language: String
  package var content: Contribution.Content
  package var wantsWithdrawalCode: Bool
  /// The session in which the person began; empty for drop-in.
  package var session: String
  /// What the person says they are, or empty.
  package var stakeholder: String
  /// The group in which the person began; empty for the one that uses the device now.
  package var group: String
  /// Whether the labels are to say nothing of the group.
  package var isWithoutGroup: Bool

  package init(
    submissionID: [UInt8] = [], activity: String, prompt: String, language: String = "",
    content: Contribution.Content, wantsWithdrawalCode: Bool = false, session: String = "", stakeholder: String = "",
    group: String = "", isWithoutGroup: Bool = false
  ) {
    self.submissionID = submissionID
    self.activity = activity
    self.prompt = prompt
    self.language = language
    self.content = content
    self.wantsWithdrawalCode = wantsWithdrawalCode
    self.session = session
    self.stakeholder = stakeholder
    self.group = group
    self.isWithoutGroup = isWithoutGroup
  }

  package init(reading message: Kiosk__V1__SubmitRequest) throws(KioskError) {
    submissionID = try readBytes(message.submission_id, "submit_request.submission_id", maximum: 16)
    guard submissionID.isEmpty || submissionID.count == Self.submissionIDLength else {
      throw KioskError(.invalid, "submit_request.submission_id is not \(Self.submissionIDLength) bytes long")
    }
    activity = try readText(message.activity_id, "submit_request.activity_id")
    prompt = try readText(message.prompt_id, "submit_request.prompt_id")
    language = try readText(message.language, "submit_request.language")
    wantsWithdrawalCode = message.withdrawal_code_wanted != 0
    session = try readText(message.session_id, "submit_request.session_id")
    stakeholder = try readText(message.stakeholder_id, "submit_request.stakeholder_id")
    group = try readText(message.group, "submit_request.group")
    isWithoutGroup = message.without_group != 0
    switch message.content_case {
    case KIOSK__V1__SUBMIT_REQUEST__CONTENT_WORDS: content = .words(try Words(reading: message.words.pointee))
    case KIOSK__V1__SUBMIT_REQUEST__CONTENT_CARDS: content = .cards(try Cards(reading: message.cards.pointee))
    case KIOSK__V1__SUBMIT_REQUEST__CONTENT_FEELING: content = .feeling(try Feeling(reading: message.feeling.pointee))
    case KIOSK__V1__SUBMIT_REQUEST__CONTENT_DRAWING: content = .drawing(try Drawing(reading: message.drawing.pointee))
    default:
      throw KioskError(.invalid, "there is nothing to take", nextStep: "Send words, cards, a feeling or a drawing")
    }
  }

  package func write(to message: inout Kiosk__V1__SubmitRequest, in arena: WireArena) throws(KioskError) {
    message.submission_id = try arena.bytes(submissionID)
    message.activity_id = try arena.text(activity)
    message.prompt_id = try arena.text(prompt)
    message.language = try arena.text(language)
    message.withdrawal_code_wanted = wantsWithdrawalCode ? 1 : 0
    message.session_id = try arena.text(session)
    message.stakeholder_id = try arena.text(stakeholder)
    message.group = try arena.text(group)
    message.without_group = isWithoutGroup ? 1 : 0
    switch content {
    case .words(let words):
      message.content_case = KIOSK__V1__SUBMIT_REQUEST__CONTENT_WORDS
      message.words = try arena.message(words)
    case .cards(let cards):
      message.content_case = KIOSK__V1__SUBMIT_REQUEST__CONTENT_CARDS
      message.cards = try arena.message(cards)
    case .feeling(let feeling):
      message.content_case = KIOSK__V1__SUBMIT_REQUEST__CONTENT_FEELING
      message.feeling = try arena.message(feeling)
    case .drawing(let drawing):
      message.content_case = KIOSK__V1__SUBMIT_REQUEST__CONTENT_DRAWING
      message.drawing = try arena.message(drawing)
    }
  }
}
