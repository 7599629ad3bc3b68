package import CKioskProto

/// A session on a device's disk, with the queue's totals when it was opened there.
public struct SessionRecord: Hashable, Sendable {
  public var session: Session
  /// The totals from which its statement counts.
  public var before: QueueTotals

  /// A record.
  public init(session: Session, before: QueueTotals) {
    self.session = session
    self.before = before
  }
}

extension SessionRecord: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SessionRecord>?) -> Void {
    kiosk__v1__session_record__init
  }

  package init(reading message: Kiosk__V1__SessionRecord) throws(KioskError) {
    guard let session = message.session else { throw KioskError(.invalid, "the record has no session") }
    self.session = try Session(reading: session.pointee)
    before = QueueTotals()
    before.queued = message.queued_before
    before.setAside = message.set_aside_before
    before.sealed = message.sealed_before
    before.withdrawals = message.withdrawals_before
    before.receipted = message.receipted_before
    before.withdrawn = message.withdrawn_before
  }

  package func write(to message: inout Kiosk__V1__SessionRecord, in arena: WireArena) throws(KioskError) {
    message.session = try arena.message(session)
    message.queued_before = before.queued
    message.set_aside_before = before.setAside
    message.sealed_before = before.sealed
    message.withdrawals_before = before.withdrawals
    message.receipted_before = before.receipted
    message.withdrawn_before = before.withdrawn
  }
}
