package import CKioskProto
package import KioskCore

/// Asks how the device is.
package struct GetStatusRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetStatusRequest>?) -> Void {
    kiosk__v1__get_status_request__init
  }

  package init() {}
}

/// How the device is.
package struct GetStatusResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetStatusResponse>?) -> Void {
    kiosk__v1__get_status_response__init
  }

  package var status: DeviceStatus

  package init(status: DeviceStatus) {
    self.status = status
  }

  package init(reading message: Kiosk__V1__GetStatusResponse) throws(KioskError) {
    guard let status = message.status else { throw KioskError(.invalid, "get_status_response.status is missing") }
    self.status = try DeviceStatus(reading: status.pointee)
  }

  package func write(to message: inout Kiosk__V1__GetStatusResponse, in arena: WireArena) throws(KioskError) {
    message.status = try arena.message(status)
  }
}

/// Asks to be told how the device is.
package struct WatchEventsRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WatchEventsRequest>?) -> Void {
    kiosk__v1__watch_events_request__init
  }

  package init() {}
}

/// How the device is since now.
package struct WatchEventsResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WatchEventsResponse>?) -> Void {
    kiosk__v1__watch_events_response__init
  }

  package var status: DeviceStatus

  package init(status: DeviceStatus) {
    self.status = status
  }

  package init(reading message: Kiosk__V1__WatchEventsResponse) throws(KioskError) {
    guard let status = message.status else { throw KioskError(.invalid, "watch_events_response.status is missing") }
    self.status = try DeviceStatus(reading: status.pointee)
  }

  package func write(to message: inout Kiosk__V1__WatchEventsResponse, in arena: WireArena) throws(KioskError) {
    message.status = try arena.message(status)
  }
}

/// Hands over a pack file.
package struct LoadPackRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__LoadPackRequest>?) -> Void {
    kiosk__v1__load_pack_request__init
  }

  package var signedPack: [UInt8] = []

  package init(signedPack: [UInt8] = []) {
    self.signedPack = signedPack
  }

  package init(reading message: Kiosk__V1__LoadPackRequest) throws(KioskError) {
    signedPack = try readBytes(message.signed_pack, "load_pack_request.signed_pack", maximum: SignedPack.maximumBytes)
  }

  package func write(to message: inout Kiosk__V1__LoadPackRequest, in arena: WireArena) throws(KioskError) {
    message.signed_pack = try arena.bytes(signedPack)
  }
}

/// The pack that is loaded now.
package struct LoadPackResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__LoadPackResponse>?) -> Void {
    kiosk__v1__load_pack_response__init
  }

  package var packDigest: [UInt8] = []
  package var programme: String = ""

  package init(packDigest: [UInt8] = [], programme: String = "") {
    self.packDigest = packDigest
    self.programme = programme
  }

  package init(reading message: Kiosk__V1__LoadPackResponse) throws(KioskError) {
    packDigest = try readBytes(message.pack_digest, "load_pack_response.pack_digest", maximum: 32)
    programme = try readText(message.programme_id, "load_pack_response.programme_id")
  }

  package func write(to message: inout Kiosk__V1__LoadPackResponse, in arena: WireArena) throws(KioskError) {
    message.pack_digest = try arena.bytes(packDigest)
    message.programme_id = try arena.text(programme)
  }
}

/// Asks the device to enrol.
package struct EnrolRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__EnrolRequest>?) -> Void { kiosk__v1__enrol_request__init }

  package var invitation: String = ""
  package var enrolmentAddress: String = ""
  package var collectionKeyFingerprint: [UInt8] = []

  package init(invitation: String = "", enrolmentAddress: String = "", collectionKeyFingerprint: [UInt8] = []) {
    self.invitation = invitation
    self.enrolmentAddress = enrolmentAddress
    self.collectionKeyFingerprint = collectionKeyFingerprint
  }

  package init(reading message: Kiosk__V1__EnrolRequest) throws(KioskError) {
    invitation = try readText(message.invitation, "enrol_request.invitation")
    enrolmentAddress = try readText(message.enrolment_address, "enrol_request.enrolment_address")
    collectionKeyFingerprint = try readBytes(
      message.collection_key_fingerprint, "enrol_request.collection_key_fingerprint", maximum: 32)
  }

  package func write(to message: inout Kiosk__V1__EnrolRequest, in arena: WireArena) throws(KioskError) {
    message.invitation = try arena.text(invitation)
    message.enrolment_address = try arena.text(enrolmentAddress)
    message.collection_key_fingerprint = try arena.bytes(collectionKeyFingerprint)
  }
}

/// What the device is called, and what it seals to.
package struct EnrolResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__EnrolResponse>?) -> Void {
    kiosk__v1__enrol_response__init
  }

  package var name: String = ""
  package var collectionKeyFingerprint: [UInt8] = []

  package init(name: String = "", collectionKeyFingerprint: [UInt8] = []) {
    self.name = name
    self.collectionKeyFingerprint = collectionKeyFingerprint
  }

  package init(reading message: Kiosk__V1__EnrolResponse) throws(KioskError) {
    name = try readText(message.name, "enrol_response.name")
    collectionKeyFingerprint = try readBytes(
      message.collection_key_fingerprint, "enrol_response.collection_key_fingerprint", maximum: 32)
  }

  package func write(to message: inout Kiosk__V1__EnrolResponse, in arena: WireArena) throws(KioskError) {
    message.name = try arena.text(name)
    message.collection_key_fingerprint = try arena.bytes(collectionKeyFingerprint)
  }
}

/// Asks to send what waits.
package struct FlushRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__FlushRequest>?) -> Void { kiosk__v1__flush_request__init }

  package init() {}
}

/// What flushing did.
package struct FlushResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__FlushResponse>?) -> Void {
    kiosk__v1__flush_response__init
  }

  package var receipted: UInt32 = 0
  package var queued: UInt32 = 0

  package init(receipted: UInt32 = 0, queued: UInt32 = 0) {
    self.receipted = receipted
    self.queued = queued
  }

  package init(reading message: Kiosk__V1__FlushResponse) throws(KioskError) {
    receipted = message.receipted
    queued = message.queued
  }

  package func write(to message: inout Kiosk__V1__FlushResponse, in arena: WireArena) throws(KioskError) {
    message.receipted = receipted
    message.queued = queued
  }
}

/// Asks the device to examine itself.
package struct DiagnoseRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__DiagnoseRequest>?) -> Void {
    kiosk__v1__diagnose_request__init
  }

  package init() {}
}

/// What it found.
package struct DiagnoseResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__DiagnoseResponse>?) -> Void {
    kiosk__v1__diagnose_response__init
  }

  package var findings: [Finding] = []

  package init(findings: [Finding] = []) {
    self.findings = findings
  }

  package init(reading message: Kiosk__V1__DiagnoseResponse) throws(KioskError) {
    findings = try readList(message.findings, message.n_findings, "diagnose_response.findings")
  }

  package func write(to message: inout Kiosk__V1__DiagnoseResponse, in arena: WireArena) throws(KioskError) {
    (message.findings, message.n_findings) = (try arena.list(findings), findings.count)
  }
}

/// One thing examined.
package struct Finding: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__Finding>?) -> Void { kiosk__v1__finding__init }

  package var check: String = ""
  package var severity: Severity = .unspecified
  package var message: String = ""
  package var nextStep: String = ""

  package init(check: String = "", severity: Severity = .unspecified, message: String = "", nextStep: String = "") {
    self.check = check
    self.severity = severity
    self.message = message
    self.nextStep = nextStep
  }

  package init(reading message: Kiosk__V1__Finding) throws(KioskError) {
    check = try readText(message.check, "finding.check")
    severity = Severity(rawValue: message.severity.rawValue) ?? .unspecified
    self.message = try readText(message.message, "finding.message")
    nextStep = try readText(message.next_step, "finding.next_step")
  }

  package func write(to message: inout Kiosk__V1__Finding, in arena: WireArena) throws(KioskError) {
    message.check = try arena.text(check)
    message.severity = .init(rawValue: severity.rawValue)
    message.message = try arena.text(self.message)
    message.next_step = try arena.text(nextStep)
  }
}

/// How bad a finding is.
package enum Severity: UInt32, Sendable {
  case unspecified = 0
  case ok = 1
  case warning = 2
  case error = 3
}
