import KioskCore
import KioskRPC

@testable import kioskd

/// "You said, we did" in a room.
extension TestRoom {
  static func feedback(_ revision: UInt32, items: Int = 1) throws(KioskError) -> Feedback {
    let items = (0..<items).map { number in
      FeedbackItem(
        id: "item-\(number)", said: LocalizedText(["en": "Revision \(revision)."]),
        did: LocalizedText(["en": "Done."]), day: 20_777)
    }
    return try Feedback(programme: "test", revision: revision, items: items)
  }

  /// A feedback file; they differ by their revisions.
  func feedbackFile(_ revision: UInt32, items: Int = 1) throws -> [UInt8] {
    try SignedFeedback(Self.feedback(revision, items: items), signedBy: packKey).fileBytes()
  }

  @discardableResult
  func publishFeedback(
    _ revision: UInt32, items: Int = 1, for place: String = "", as role: Role = .coordinator
  ) async throws -> [UInt8] {
    try await publishFeedback(
      PublishFeedbackRequest(signedFeedback: feedbackFile(revision, items: items), room: place), as: role)
  }

  @discardableResult
  func publishFeedback(_ request: PublishFeedbackRequest, as role: Role = .coordinator) async throws -> [UInt8] {
    try await atStore(as: role) { try await $0.unary(CollectionMethods.publishFeedback, request).feedbackDigest }
  }
}

extension Device {
  /// The revision of the feedback that it shows.
  var feedbackRevision: UInt32? { state.value.feedback?.revision }
}
