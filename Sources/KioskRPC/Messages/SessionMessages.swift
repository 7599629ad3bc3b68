package import CKioskProto
package import KioskCore

/// Asks how the session stands.
package struct GetSessionRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetSessionRequest>?) -> Void {
    kiosk__v1__get_session_request__init
  }

  package init() {}
}

/// How it stands, and what is missing to open one for real.
package struct GetSessionResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetSessionResponse>?) -> Void {
    kiosk__v1__get_session_response__init
  }

  /// The one that is on or was last; the time as of now.
  package var session: Session?
  /// The group that uses the device.
  package var group: String
  package var missing: [OpenCondition]
  /// Contributions sealed in the session; 0 where numbers are hidden.
  package var sealed: UInt32
  package var receipted: UInt32
  package var queued: UInt32
  /// Whether too few have said something for a number.
  package var areNumbersHidden: Bool
  /// The device's name.
  package var device: String
  package var packDigest: [UInt8]
  /// How many people use the device; 0 where nobody has said.
  package var people: UInt32

  package init(
    session: Session? = nil, group: String = "", missing: [OpenCondition] = [], sealed: UInt32 = 0,
    receipted: UInt32 = 0, queued: UInt32 = 0, areNumbersHidden: Bool = false, device: String = "",
    packDigest: [UInt8] = [], people: UInt32 = 0
  ) {
    self.session = session
    self.group = group
    self.missing = missing
    self.sealed = sealed
    self.receipted = receipted
    self.queued = queued
    self.areNumbersHidden = areNumbersHidden
    self.device = device
    self.packDigest = packDigest
    self.people = people
  }

  package init(reading message: Kiosk__V1__GetSessionResponse) throws(KioskError) {
    session = try message.session.map { pointer throws(KioskError) in try Session(reading: pointer.pointee) }
    group = try readText(message.group, "get_session_response.group")
    missing = try (0..<min(message.n_missing, OpenCondition.allCases.count)).map { index throws(KioskError) in
      try OpenCondition(message.missing[index])
    }
    sealed = message.sealed
    receipted = message.receipted
    queued = message.queued
    areNumbersHidden = message.numbers_hidden != 0
    device = try readText(message.device, "get_session_response.device")
    packDigest = try readBytes(message.pack_digest, "get_session_response.pack_digest")
    people = message.people
  }

  package func write(to message: inout Kiosk__V1__GetSessionResponse, in arena: WireArena) throws(KioskError) {
    if let session { message.session = try arena.message(session) }
    message.group = try arena.text(group)
    (message.missing, message.n_missing) = (try arena.conditions(missing), missing.count)
    message.sealed = sealed
    message.receipted = receipted
    message.queued = queued
    message.numbers_hidden = areNumbersHidden ? 1 : 0
    message.device = try arena.text(device)
    message.pack_digest = try arena.bytes(packDigest)
    message.people = people
  }
}

/// Opens a session.
package struct OpenSessionRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__OpenSessionRequest>?) -> Void {
    kiosk__v1__open_session_request__init
  }

  package var commandID: [UInt8]
  /// The identifier of the session to be.
  package var session: String
  package var agenda: String
  package var isRehearsal: Bool
  /// Whether staff say go although the clock is not plausible.
  package var despiteClock: Bool

  package init(
    commandID: [UInt8] = [], session: String = "", agenda: String = "", isRehearsal: Bool = false,
    despiteClock: Bool = false
  ) {
    self.commandID = commandID
    self.session = session
    self.agenda = agenda
    self.isRehearsal = isRehearsal
    self.despiteClock = despiteClock
  }

  package init(reading message: Kiosk__V1__OpenSessionRequest) throws(KioskError) {
    commandID = try readBytes(message.command_id, "open_session_request.command_id", maximum: 16)
    session = try readText(message.session_id, "open_session_request.session_id")
    agenda = try readText(message.agenda_id, "open_session_request.agenda_id")
    isRehearsal = message.rehearsal != 0
    despiteClock = message.despite_clock != 0
  }

  package func write(to message: inout Kiosk__V1__OpenSessionRequest, in arena: WireArena) throws(KioskError) {
    message.command_id = try arena.bytes(commandID)
    message.session_id = try arena.text(session)
    message.agenda_id = try arena.text(agenda)
    message.rehearsal = isRehearsal ? 1 : 0
    message.despite_clock = despiteClock ? 1 : 0
  }
}

/// How it stands now.
package struct OpenSessionResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__OpenSessionResponse>?) -> Void {
    kiosk__v1__open_session_response__init
  }

  package var session: Session

  package init(session: Session) {
    self.session = session
  }

  package init(reading message: Kiosk__V1__OpenSessionResponse) throws(KioskError) {
    guard let session = message.session else { throw KioskError(.invalid, "open_session_response.session is missing") }
    self.session = try Session(reading: session.pointee)
  }

  package func write(to message: inout Kiosk__V1__OpenSessionResponse, in arena: WireArena) throws(KioskError) {
    message.session = try arena.message(session)
  }
}

/// How it stands now.
package struct CommandSessionResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CommandSessionResponse>?) -> Void {
    kiosk__v1__command_session_response__init
  }

  package var session: Session

  package init(session: Session) {
    self.session = session
  }

  package init(reading message: Kiosk__V1__CommandSessionResponse) throws(KioskError) {
    guard let session = message.session else {
      throw KioskError(.invalid, "command_session_response.session is missing")
    }
    self.session = try Session(reading: session.pointee)
  }

  package func write(to message: inout Kiosk__V1__CommandSessionResponse, in arena: WireArena) throws(KioskError) {
    message.session = try arena.message(session)
  }
}

/// Takes over how it stands elsewhere.
package struct AdoptSessionRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__AdoptSessionRequest>?) -> Void {
    kiosk__v1__adopt_session_request__init
  }

  /// As of now.
  package var session: Session
  package var despiteClock: Bool

  package init(session: Session, despiteClock: Bool = false) {
    self.session = session
    self.despiteClock = despiteClock
  }

  package init(reading message: Kiosk__V1__AdoptSessionRequest) throws(KioskError) {
    guard let session = message.session else { throw KioskError(.invalid, "adopt_session_request.session is missing") }
    self.session = try Session(reading: session.pointee)
    despiteClock = message.despite_clock != 0
  }

  package func write(to message: inout Kiosk__V1__AdoptSessionRequest, in arena: WireArena) throws(KioskError) {
    message.session = try arena.message(session)
    message.despite_clock = despiteClock ? 1 : 0
  }
}

/// How it stands here now.
package struct AdoptSessionResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__AdoptSessionResponse>?) -> Void {
    kiosk__v1__adopt_session_response__init
  }

  package var session: Session

  package init(session: Session) {
    self.session = session
  }

  package init(reading message: Kiosk__V1__AdoptSessionResponse) throws(KioskError) {
    guard let session = message.session else { throw KioskError(.invalid, "adopt_session_response.session is missing") }
    self.session = try Session(reading: session.pointee)
  }

  package func write(to message: inout Kiosk__V1__AdoptSessionResponse, in arena: WireArena) throws(KioskError) {
    message.session = try arena.message(session)
  }
}

/// Says which group uses the device, and how many people it is.
package struct SetGroupRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SetGroupRequest>?) -> Void {
    kiosk__v1__set_group_request__init
  }

  /// 1 to 99, or empty.
  package var group: String
  /// 1 to 99; 0 where it is not known.
  package var people: UInt32

  package init(group: String = "", people: UInt32 = 0) {
    self.group = group
    self.people = people
  }

  package init(reading message: Kiosk__V1__SetGroupRequest) throws(KioskError) {
    group = try readText(message.group, "set_group_request.group")
    people = message.people
  }

  package func write(to message: inout Kiosk__V1__SetGroupRequest, in arena: WireArena) throws(KioskError) {
    message.group = try arena.text(group)
    message.people = people
  }
}

/// It is written down.
package struct SetGroupResponse: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SetGroupResponse>?) -> Void {
    kiosk__v1__set_group_response__init
  }

  package init() {}
}

/// Asks for a test envelope.
package struct MakeTestEnvelopeRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__MakeTestEnvelopeRequest>?) -> Void {
    kiosk__v1__make_test_envelope_request__init
  }

  package init() {}
}

/// A test envelope.
package struct MakeTestEnvelopeResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__MakeTestEnvelopeResponse>?) -> Void {
    kiosk__v1__make_test_envelope_response__init
  }

  package var envelope: [UInt8]

  package init(envelope: [UInt8] = []) {
    self.envelope = envelope
  }

  package init(reading message: Kiosk__V1__MakeTestEnvelopeResponse) throws(KioskError) {
    envelope = try readBytes(message.envelope, "make_test_envelope_response.envelope")
  }

  package func write(to message: inout Kiosk__V1__MakeTestEnvelopeResponse, in arena: WireArena) throws(KioskError) {
    message.envelope = try arena.bytes(envelope)
  }
}

/// Says what was read in it.
package struct ConfirmTestEnvelopeRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__ConfirmTestEnvelopeRequest>?) -> Void {
    kiosk__v1__confirm_test_envelope_request__init
  }

  package var words: String

  package init(words: String = "") {
    self.words = words
  }

  package init(reading message: Kiosk__V1__ConfirmTestEnvelopeRequest) throws(KioskError) {
    words = try readText(message.words, "confirm_test_envelope_request.words")
  }

  package func write(to message: inout Kiosk__V1__ConfirmTestEnvelopeRequest, in arena: WireArena) throws(KioskError) {
    message.words = try arena.text(words)
  }
}

/// It was that.
package struct ConfirmTestEnvelopeResponse: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__ConfirmTestEnvelopeResponse>?) -> Void {
    kiosk__v1__confirm_test_envelope_response__init
  }

  package init() {}
}
