package import CKioskProto
package import KioskCore

/// One envelope.
package struct DeliverRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__DeliverRequest>?) -> Void {
    kiosk__v1__deliver_request__init
  }

  package var envelope: [UInt8] = []

  package init(envelope: [UInt8] = []) {
    self.envelope = envelope
  }

  package init(reading message: Kiosk__V1__DeliverRequest) throws(KioskError) {
    envelope = try readBytes(message.envelope, "deliver_request.envelope", maximum: Bucket.media1024.envelopeLength)
  }

  package func write(to message: inout Kiosk__V1__DeliverRequest, in arena: WireArena) throws(KioskError) {
    message.envelope = try arena.bytes(envelope)
  }
}

/// One receipt.
package struct DeliverResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__DeliverResponse>?) -> Void {
    kiosk__v1__deliver_response__init
  }

  package var envelopeID: [UInt8] = []
  package var digest: [UInt8] = []
  package var outcome: ReceiptOutcome = .unspecified

  package init(envelopeID: [UInt8] = [], digest: [UInt8] = [], outcome: ReceiptOutcome = .unspecified) {
    self.envelopeID = envelopeID
    self.digest = digest
    self.outcome = outcome
  }

  package init(reading message: Kiosk__V1__DeliverResponse) throws(KioskError) {
    envelopeID = try readBytes(message.envelope_id, "deliver_response.envelope_id", maximum: 16)
    digest = try readBytes(message.digest, "deliver_response.digest", maximum: 32)
    outcome = ReceiptOutcome(rawValue: message.outcome.rawValue) ?? .unspecified
  }

  package func write(to message: inout Kiosk__V1__DeliverResponse, in arena: WireArena) throws(KioskError) {
    message.envelope_id = try arena.bytes(envelopeID)
    message.digest = try arena.bytes(digest)
    message.outcome = .init(rawValue: outcome.rawValue)
  }
}

/// What became of an envelope.
package enum ReceiptOutcome: UInt32, Sendable {
  case unspecified = 0
  case stored = 1
  case withdrawn = 2
  case quarantined = 3
  case refused = 4
}

/// Asks for what the store has for a device.
package struct FollowRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__FollowRequest>?) -> Void {
    kiosk__v1__follow_request__init
  }

  package var packDigest: [UInt8] = []
  package var feedbackDigest: [UInt8] = []

  package init(packDigest: [UInt8] = [], feedbackDigest: [UInt8] = []) {
    self.packDigest = packDigest
    self.feedbackDigest = feedbackDigest
  }

  package init(reading message: Kiosk__V1__FollowRequest) throws(KioskError) {
    packDigest = try readBytes(message.pack_digest, "follow_request.pack_digest", maximum: 32)
    feedbackDigest = try readBytes(message.feedback_digest, "follow_request.feedback_digest", maximum: 32)
  }

  package func write(to message: inout Kiosk__V1__FollowRequest, in arena: WireArena) throws(KioskError) {
    message.pack_digest = try arena.bytes(packDigest)
    message.feedback_digest = try arena.bytes(feedbackDigest)
  }
}

/// What the store has for a device.
package struct FollowResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__FollowResponse>?) -> Void {
    kiosk__v1__follow_response__init
  }

  package var signedPack: [UInt8] = []
  package var revokedSerials: [[UInt8]] = []
  package var signedFeedback: [UInt8] = []
  package var hasNoFeedback: Bool = false

  package init(
    signedPack: [UInt8] = [], revokedSerials: [[UInt8]] = [], signedFeedback: [UInt8] = [], hasNoFeedback: Bool = false
  ) {
    self.signedPack = signedPack
    self.revokedSerials = revokedSerials
    self.signedFeedback = signedFeedback
    self.hasNoFeedback = hasNoFeedback
  }

  package init(reading message: Kiosk__V1__FollowResponse) throws(KioskError) {
    signedPack = try readBytes(message.signed_pack, "follow_response.signed_pack", maximum: SignedPack.maximumBytes)
    revokedSerials = try readBytesList(
      message.revoked_serials, message.n_revoked_serials, "follow_response.revoked_serials")
    signedFeedback = try readBytes(
      message.signed_feedback, "follow_response.signed_feedback", maximum: SignedFeedback.maximumBytes)
    hasNoFeedback = message.no_feedback != 0
  }

  package func write(to message: inout Kiosk__V1__FollowResponse, in arena: WireArena) throws(KioskError) {
    message.signed_pack = try arena.bytes(signedPack)
    (message.revoked_serials, message.n_revoked_serials) = (try arena.bytesList(revokedSerials), revokedSerials.count)
    message.signed_feedback = try arena.bytes(signedFeedback)
    message.no_feedback = hasNoFeedback ? 1 : 0
  }
}
