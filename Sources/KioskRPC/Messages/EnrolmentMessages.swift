package import CKioskProto
package import KioskCore

/// Exchanges a secret for a certificate.
package struct EnrolmentEnrolRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__EnrolmentServiceEnrolRequest>?) -> Void {
    kiosk__v1__enrolment_service_enrol_request__init
  }

  package var secret: [UInt8] = []
  package var certificateRequest: [UInt8] = []

  package init(secret: [UInt8] = [], certificateRequest: [UInt8] = []) {
    self.secret = secret
    self.certificateRequest = certificateRequest
  }

  package init(reading message: Kiosk__V1__EnrolmentServiceEnrolRequest) throws(KioskError) {
    secret = try readBytes(message.secret, "enrolment_service_enrol_request.secret", exactly: Invitation.secretLength)
    certificateRequest = try readBytes(
      message.certificate_request, "enrolment_service_enrol_request.certificate_request", maximum: 16 << 10)
  }

  package func write(to message: inout Kiosk__V1__EnrolmentServiceEnrolRequest, in arena: WireArena) throws(KioskError)
  {
    message.secret = try arena.bytes(secret)
    message.certificate_request = try arena.bytes(certificateRequest)
  }
}

/// All that a new device needs.
package struct EnrolmentEnrolResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__EnrolmentServiceEnrolResponse>?) -> Void {
    kiosk__v1__enrolment_service_enrol_response__init
  }

  package var certificate: [UInt8] = []
  package var authority: [UInt8] = []
  package var name: String = ""
  package var store: String = ""
  package var collectionKey: [UInt8] = []
  package var packSigners: [[UInt8]] = []
  package var signedPack: [UInt8] = []

  package init(
    certificate: [UInt8] = [], authority: [UInt8] = [], name: String = "", store: String = "",
    collectionKey: [UInt8] = [], packSigners: [[UInt8]] = [], signedPack: [UInt8] = []
  ) {
    self.certificate = certificate
    self.authority = authority
    self.name = name
    self.store = store
    self.collectionKey = collectionKey
    self.packSigners = packSigners
    self.signedPack = signedPack
  }

  package init(reading message: Kiosk__V1__EnrolmentServiceEnrolResponse) throws(KioskError) {
    certificate = try readBytes(message.certificate, "enrolment_service_enrol_response.certificate")
    authority = try readBytes(message.authority, "enrolment_service_enrol_response.authority")
    name = try readText(message.name, "enrolment_service_enrol_response.name")
    store = try readText(message.store, "enrolment_service_enrol_response.store")
    collectionKey = try readBytes(message.collection_key, "enrolment_service_enrol_response.collection_key")
    packSigners = try readBytesList(
      message.pack_signers, message.n_pack_signers, "enrolment_service_enrol_response.pack_signers", maximum: 16)
    signedPack = try readBytes(
      message.signed_pack, "enrolment_service_enrol_response.signed_pack", maximum: SignedPack.maximumBytes)
  }

  package func write(to message: inout Kiosk__V1__EnrolmentServiceEnrolResponse, in arena: WireArena) throws(KioskError)
  {
    message.certificate = try arena.bytes(certificate)
    message.authority = try arena.bytes(authority)
    message.name = try arena.text(name)
    message.store = try arena.text(store)
    message.collection_key = try arena.bytes(collectionKey)
    (message.pack_signers, message.n_pack_signers) = (try arena.bytesList(packSigners), packSigners.count)
    message.signed_pack = try arena.bytes(signedPack)
  }
}

/// Asks for a new certificate.
package struct RenewRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__RenewRequest>?) -> Void { kiosk__v1__renew_request__init }

  package var certificateRequest: [UInt8] = []

  package init(certificateRequest: [UInt8] = []) {
    self.certificateRequest = certificateRequest
  }

  package init(reading message: Kiosk__V1__RenewRequest) throws(KioskError) {
    certificateRequest = try readBytes(
      message.certificate_request, "renew_request.certificate_request", maximum: 16 << 10)
  }

  package func write(to message: inout Kiosk__V1__RenewRequest, in arena: WireArena) throws(KioskError) {
    message.certificate_request = try arena.bytes(certificateRequest)
  }
}

/// The new certificate.
package struct RenewResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__RenewResponse>?) -> Void {
    kiosk__v1__renew_response__init
  }

  package var certificate: [UInt8] = []

  package init(certificate: [UInt8] = []) {
    self.certificate = certificate
  }

  package init(reading message: Kiosk__V1__RenewResponse) throws(KioskError) {
    certificate = try readBytes(message.certificate, "renew_response.certificate")
  }

  package func write(to message: inout Kiosk__V1__RenewResponse, in arena: WireArena) throws(KioskError) {
    message.certificate = try arena.bytes(certificate)
  }
}

/// Asks for a one-time code.
package struct CreateInvitationRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CreateInvitationRequest>?) -> Void {
    kiosk__v1__create_invitation_request__init
  }

  package var name: String = ""
  package var validSeconds: UInt32 = 0
  package var room: String = ""

  package init(name: String = "", validSeconds: UInt32 = 0, room: String = "") {
    self.name = name
    self.validSeconds = validSeconds
    self.room = room
  }

  package init(reading message: Kiosk__V1__CreateInvitationRequest) throws(KioskError) {
    name = try readText(message.name, "create_invitation_request.name")
    validSeconds = message.valid_seconds
    room = try readText(message.room, "create_invitation_request.room")
  }

  package func write(to message: inout Kiosk__V1__CreateInvitationRequest, in arena: WireArena) throws(KioskError) {
    message.name = try arena.text(name)
    message.valid_seconds = validSeconds
    message.room = try arena.text(room)
  }
}

/// The one-time code.
package struct CreateInvitationResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CreateInvitationResponse>?) -> Void {
    kiosk__v1__create_invitation_response__init
  }

  package var invitation: String = ""
  package var enrolmentAddress: String = ""

  package init(invitation: String = "", enrolmentAddress: String = "") {
    self.invitation = invitation
    self.enrolmentAddress = enrolmentAddress
  }

  package init(reading message: Kiosk__V1__CreateInvitationResponse) throws(KioskError) {
    invitation = try readText(message.invitation, "create_invitation_response.invitation")
    enrolmentAddress = try readText(message.enrolment_address, "create_invitation_response.enrolment_address")
  }

  package func write(to message: inout Kiosk__V1__CreateInvitationResponse, in arena: WireArena) throws(KioskError) {
    message.invitation = try arena.text(invitation)
    message.enrolment_address = try arena.text(enrolmentAddress)
  }
}

/// Asks to end certificates.
package struct RevokeRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__RevokeRequest>?) -> Void {
    kiosk__v1__revoke_request__init
  }

  package var name: String = ""

  package init(name: String = "") {
    self.name = name
  }

  package init(reading message: Kiosk__V1__RevokeRequest) throws(KioskError) {
    name = try readText(message.name, "revoke_request.name")
  }

  package func write(to message: inout Kiosk__V1__RevokeRequest, in arena: WireArena) throws(KioskError) {
    message.name = try arena.text(name)
  }
}

/// How many were ended.
package struct RevokeResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__RevokeResponse>?) -> Void {
    kiosk__v1__revoke_response__init
  }

  package var revoked: UInt32 = 0

  package init(revoked: UInt32 = 0) {
    self.revoked = revoked
  }

  package init(reading message: Kiosk__V1__RevokeResponse) throws(KioskError) {
    revoked = message.revoked
  }

  package func write(to message: inout Kiosk__V1__RevokeResponse, in arena: WireArena) throws(KioskError) {
    message.revoked = revoked
  }
}

/// Asks to move a device to another room.
package struct MoveDeviceRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__MoveDeviceRequest>?) -> Void {
    kiosk__v1__move_device_request__init
  }

  package var name: String = ""
  package var room: String = ""

  package init(name: String = "", room: String = "") {
    self.name = name
    self.room = room
  }

  package init(reading message: Kiosk__V1__MoveDeviceRequest) throws(KioskError) {
    name = try readText(message.name, "move_device_request.name")
    room = try readText(message.room, "move_device_request.room")
  }

  package func write(to message: inout Kiosk__V1__MoveDeviceRequest, in arena: WireArena) throws(KioskError) {
    message.name = try arena.text(name)
    message.room = try arena.text(room)
  }
}

/// It was moved.
package struct MoveDeviceResponse: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__MoveDeviceResponse>?) -> Void {
    kiosk__v1__move_device_response__init
  }

  package init() {}
}
