package import CKioskProto
package import KioskCore

/// Hands over feedback for the devices of a room or for all, or takes a room's own away.
package struct PublishFeedbackRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__PublishFeedbackRequest>?) -> Void {
    kiosk__v1__publish_feedback_request__init
  }

  package var signedFeedback: [UInt8] = []
  package var room: String = ""
  package var isWithdrawal: Bool = false

  package init(signedFeedback: [UInt8] = [], room: String = "", isWithdrawal: Bool = false) {
    self.signedFeedback = signedFeedback
    self.room = room
    self.isWithdrawal = isWithdrawal
  }

  package init(reading message: Kiosk__V1__PublishFeedbackRequest) throws(KioskError) {
    signedFeedback = try readBytes(
      message.signed_feedback, "publish_feedback_request.signed_feedback", maximum: SignedFeedback.maximumBytes)
    room = try readText(message.room, "publish_feedback_request.room")
    isWithdrawal = message.withdraw != 0
  }

  package func write(to message: inout Kiosk__V1__PublishFeedbackRequest, in arena: WireArena) throws(KioskError) {
    message.signed_feedback = try arena.bytes(signedFeedback)
    message.room = try arena.text(room)
    message.withdraw = isWithdrawal ? 1 : 0
  }
}

/// The digest of the feedback that those devices are given now.
package struct PublishFeedbackResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__PublishFeedbackResponse>?) -> Void {
    kiosk__v1__publish_feedback_response__init
  }

  package var feedbackDigest: [UInt8] = []

  package init(feedbackDigest: [UInt8] = []) {
    self.feedbackDigest = feedbackDigest
  }

  package init(reading message: Kiosk__V1__PublishFeedbackResponse) throws(KioskError) {
    feedbackDigest = try readBytes(message.feedback_digest, "publish_feedback_response.feedback_digest", maximum: 32)
  }

  package func write(to message: inout Kiosk__V1__PublishFeedbackResponse, in arena: WireArena) throws(KioskError) {
    message.feedback_digest = try arena.bytes(feedbackDigest)
  }
}

/// Hands a device a feedback file.
package struct LoadFeedbackRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__LoadFeedbackRequest>?) -> Void {
    kiosk__v1__load_feedback_request__init
  }

  package var signedFeedback: [UInt8] = []

  package init(signedFeedback: [UInt8] = []) {
    self.signedFeedback = signedFeedback
  }

  package init(reading message: Kiosk__V1__LoadFeedbackRequest) throws(KioskError) {
    signedFeedback = try readBytes(
      message.signed_feedback, "load_feedback_request.signed_feedback", maximum: SignedFeedback.maximumBytes)
  }

  package func write(to message: inout Kiosk__V1__LoadFeedbackRequest, in arena: WireArena) throws(KioskError) {
    message.signed_feedback = try arena.bytes(signedFeedback)
  }
}

/// The feedback that is shown now.
package struct LoadFeedbackResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__LoadFeedbackResponse>?) -> Void {
    kiosk__v1__load_feedback_response__init
  }

  package var feedbackDigest: [UInt8] = []

  package init(feedbackDigest: [UInt8] = []) {
    self.feedbackDigest = feedbackDigest
  }

  package init(reading message: Kiosk__V1__LoadFeedbackResponse) throws(KioskError) {
    feedbackDigest = try readBytes(message.feedback_digest, "load_feedback_response.feedback_digest", maximum: 32)
  }

  package func write(to message: inout Kiosk__V1__LoadFeedbackResponse, in arena: WireArena) throws(KioskError) {
    message.feedback_digest = try arena.bytes(feedbackDigest)
  }
}
