package import CKioskProto
package import KioskCore

/// Asks for the numbers of a session that is closed.
package struct GetStatementRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetStatementRequest>?) -> Void {
    kiosk__v1__get_statement_request__init
  }

  /// The last or the one before it; empty for the last.
  package var session: String

  package init(session: String = "") {
    self.session = session
  }

  package init(reading message: Kiosk__V1__GetStatementRequest) throws(KioskError) {
    session = try readText(message.session_id, "get_statement_request.session_id")
  }

  package func write(to message: inout Kiosk__V1__GetStatementRequest, in arena: WireArena) throws(KioskError) {
    message.session_id = try arena.text(session)
  }
}

/// The numbers, signed by the device.
package struct GetStatementResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetStatementResponse>?) -> Void {
    kiosk__v1__get_statement_response__init
  }

  /// A serialized `SessionStatement`.
  package var statement: [UInt8]
  package var signature: [UInt8]
  /// The device's (DER).
  package var certificate: [UInt8]

  package init(statement: [UInt8] = [], signature: [UInt8] = [], certificate: [UInt8] = []) {
    self.statement = statement
    self.signature = signature
    self.certificate = certificate
  }

  package init(reading message: Kiosk__V1__GetStatementResponse) throws(KioskError) {
    statement = try readBytes(message.statement, "get_statement_response.statement")
    signature = try readBytes(message.signature, "get_statement_response.signature")
    certificate = try readBytes(message.certificate, "get_statement_response.certificate")
  }

  package func write(to message: inout Kiosk__V1__GetStatementResponse, in arena: WireArena) throws(KioskError) {
    message.statement = try arena.bytes(statement)
    message.signature = try arena.bytes(signature)
    message.certificate = try arena.bytes(certificate)
  }
}

/// What became of the contributions of a session on one device.
package struct SessionStatement: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SessionStatement>?) -> Void {
    kiosk__v1__session_statement__init
  }

  package var session: String
  package var agenda: String
  package var isRehearsal: Bool
  package var device: String
  package var sealedInSession: UInt64
  package var queuedBefore: UInt64
  package var setAsideBefore: UInt64
  package var sealed: UInt64
  package var withdrawals: UInt64
  package var receipted: UInt64
  package var withdrawn: UInt64
  package var setAsideNow: UInt64
  package var queuedNow: UInt64
  /// Days since 1970-01-01 UTC, or 0.
  package var day: UInt32

  package init(
    session: String = "", agenda: String = "", isRehearsal: Bool = false, device: String = "",
    sealedInSession: UInt64 = 0, queuedBefore: UInt64 = 0, setAsideBefore: UInt64 = 0, sealed: UInt64 = 0,
    withdrawals: UInt64 = 0, receipted: UInt64 = 0, withdrawn: UInt64 = 0, setAsideNow: UInt64 = 0,
    queuedNow: UInt64 = 0, day: UInt32 = 0
  ) {
    self.session = session
    self.agenda = agenda
    self.isRehearsal = isRehearsal
    self.device = device
    self.sealedInSession = sealedInSession
    self.queuedBefore = queuedBefore
    self.setAsideBefore = setAsideBefore
    self.sealed = sealed
    self.withdrawals = withdrawals
    self.receipted = receipted
    self.withdrawn = withdrawn
    self.setAsideNow = setAsideNow
    self.queuedNow = queuedNow
    self.day = day
  }

  package init(reading message: Kiosk__V1__SessionStatement) throws(KioskError) {
    session = try readText(message.session_id, "session_statement.session_id")
    agenda = try readText(message.agenda_id, "session_statement.agenda_id")
    isRehearsal = message.rehearsal != 0
    device = try readText(message.device, "session_statement.device")
    sealedInSession = message.sealed_in_session
    queuedBefore = message.queued_before
    setAsideBefore = message.set_aside_before
    sealed = message.sealed
    withdrawals = message.withdrawals
    receipted = message.receipted
    withdrawn = message.withdrawn
    setAsideNow = message.set_aside_now
    queuedNow = message.queued_now
    day = message.day
  }

  package func write(to message: inout Kiosk__V1__SessionStatement, in arena: WireArena) throws(KioskError) {
    message.session_id = try arena.text(session)
    message.agenda_id = try arena.text(agenda)
    message.rehearsal = isRehearsal ? 1 : 0
    message.device = try arena.text(device)
    message.sealed_in_session = sealedInSession
    message.queued_before = queuedBefore
    message.set_aside_before = setAsideBefore
    message.sealed = sealed
    message.withdrawals = withdrawals
    message.receipted = receipted
    message.withdrawn = withdrawn
    message.set_aside_now = setAsideNow
    message.queued_now = queuedNow
    message.day = day
  }
}

extension SessionStatement {
  /// What is put before a statement that is signed, so that the signature is good for nothing else.
  package static let context = Array("kiosk.v1 statement\0".utf8)

  /// What there was to account for.
  package var given: UInt64 { queuedBefore &+ setAsideBefore &+ sealed &+ withdrawals }

  /// What is accounted for.
  package var accounted: UInt64 { receipted &+ withdrawn &+ setAsideNow &+ queuedNow }

  /// Whether the sums agree.
  package var agrees: Bool { given == accounted && sealedInSession <= sealed }
}
