package import CKioskProto
package import KioskCore

/// Does something with the session that is on.
package struct CommandSessionRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CommandSessionRequest>?) -> Void {
    kiosk__v1__command_session_request__init
  }

  /// Names the attempt.
  package var commandID: [UInt8]
  package var session: String
  /// The revision at which the caller saw it.
  package var revision: UInt64
  package var command: SessionCommand

  package init(commandID: [UInt8], session: String, revision: UInt64, command: SessionCommand) {
    self.commandID = commandID
    self.session = session
    self.revision = revision
    self.command = command
  }

  package init(reading message: Kiosk__V1__CommandSessionRequest) throws(KioskError) {
    commandID = try readBytes(message.command_id, "command_session_request.command_id", exactly: 16)
    session = try readText(message.session_id, "command_session_request.session_id")
    revision = message.revision
    let seconds = Int64(message.seconds)
    switch message.verb {
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_NEXT: command = .next
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_BACK: command = .back
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_GOTO:
      command = .goTo(try readText(message.activity_id, "command_session_request.activity_id"))
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_PAUSE: command = .pause
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_RESUME: command = .resume
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_EXTEND: command = .extend(seconds)
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_BREAK: command = .takeBreak(seconds)
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_LOCK: command = .lock(seconds)
    case KIOSK__V1__SESSION_VERB__SESSION_VERB_CLOSE: command = .close
    default: throw KioskError(.invalid, "this is nothing that is done with a session")
    }
  }

  package func write(to message: inout Kiosk__V1__CommandSessionRequest, in arena: WireArena) throws(KioskError) {
    message.command_id = try arena.bytes(commandID)
    message.session_id = try arena.text(session)
    message.revision = revision
    switch command {
    case .next: message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_NEXT
    case .back: message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_BACK
    case .goTo(let activity):
      message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_GOTO
      message.activity_id = try arena.text(activity)
    case .pause: message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_PAUSE
    case .resume: message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_RESUME
    case .extend(let seconds):
      message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_EXTEND
      message.seconds = UInt32(clamping: seconds)
    case .takeBreak(let seconds):
      message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_BREAK
      message.seconds = UInt32(clamping: seconds)
    case .lock(let seconds):
      message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_LOCK
      message.seconds = UInt32(clamping: seconds)
    case .close: message.verb = KIOSK__V1__SESSION_VERB__SESSION_VERB_CLOSE
    }
  }
}

extension OpenCondition {
  private static let wires: [(Self, Kiosk__V1__OpenCondition)] = [
    (.helpRoute, KIOSK__V1__OPEN_CONDITION__OPEN_CONDITION_HELP_ROUTE),
    (.collectionKey, KIOSK__V1__OPEN_CONDITION__OPEN_CONDITION_COLLECTION_KEY),
    (.clock, KIOSK__V1__OPEN_CONDITION__OPEN_CONDITION_CLOCK),
  ]

  package init(_ wire: Kiosk__V1__OpenCondition) throws(KioskError) {
    guard let found = Self.wires.first(where: { $0.1 == wire }) else {
      throw KioskError(.invalid, "something is missing that this version does not know")
    }
    self = found.0
  }

  fileprivate var wire: Kiosk__V1__OpenCondition { Self.wires.first { $0.0 == self }!.1 }
}

extension WireArena {
  /// A repeated `OpenCondition` field.
  func conditions(_ values: [OpenCondition]) throws(KioskError) -> UnsafeMutablePointer<Kiosk__V1__OpenCondition>? {
    try numbers(values.map { $0.wire.rawValue }).map {
      UnsafeMutableRawPointer($0).assumingMemoryBound(to: Kiosk__V1__OpenCondition.self)
    }
  }
}
