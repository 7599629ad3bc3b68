package import CKioskProto

extension Feedback: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Feedback>?) -> Void { kiosk__v1__feedback__init }

  package init(reading message: Kiosk__V1__Feedback) throws(KioskError) {
    try self.init(
      programme: try readText(message.programme_id, "feedback.programme_id"), revision: message.revision,
      items: try readList(message.items, message.n_items, "feedback.items", maximum: Self.maximumItems))
  }

  package func write(to message: inout Kiosk__V1__Feedback, in arena: WireArena) throws(KioskError) {
    message.programme_id = try arena.text(programme)
    message.revision = revision
    (message.items, message.n_items) = (try arena.list(items), items.count)
  }
}

extension FeedbackItem: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__FeedbackItem>?) -> Void {
    kiosk__v1__feedback_item__init
  }

  package init(reading message: Kiosk__V1__FeedbackItem) throws(KioskError) {
    id = try readText(message.id, "feedback_item.id")
    said = try LocalizedText(message.said, message.n_said, "feedback_item.said")
    did = try LocalizedText(message.did, message.n_did, "feedback_item.did")
    day = message.day
  }

  package func write(to message: inout Kiosk__V1__FeedbackItem, in arena: WireArena) throws(KioskError) {
    message.id = try arena.text(id)
    (message.said, message.n_said) = try arena.texts(said)
    (message.did, message.n_did) = try arena.texts(did)
    message.day = day
  }
}
