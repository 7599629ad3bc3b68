import KioskCore

/// Something that was said, and what was done about it.
struct PageFeedback: Encodable, Sendable, Equatable {
  let id: String
  let said: [String: String]
  let did: [String: String]
  /// YYYY-MM-DD.
  let day: String

  init(_ item: FeedbackItem) {
    id = item.id
    said = item.said.byLanguage
    did = item.did.byLanguage
    day = Day.text(item.day) ?? ""
  }
}
