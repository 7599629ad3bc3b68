package import CKioskProto

/// A session on a device's disk, with the queue's totals when it was opened there, and what there was before it.
public struct SessionRecord: Hashable, Sendable {
  /// How many sessions are remembered as over: more than a room has in the time that a device can be away.
  public static let rememberedEnds = 32

  /// A session and the totals from which its statement counts.
  public struct Run: Hashable, Sendable {
    public var session: Session
    public var before: QueueTotals

    /// One run.
    public init(session: Session, before: QueueTotals) {
      self.session = session
      self.before = before
    }
  }

  /// The session that is on or was last.
  public var run: Run
  /// The one before it: who had begun in that may finish, and its statement can still be asked for.
  public var previous: Run?
  /// Identifiers of sessions that are over here, the latest last: a device that was away must not bring one back.
  public var ended: [String]

  /// A record.
  public init(run: Run, previous: Run? = nil, ended: [String] = []) {
    self.run = run
    self.previous = previous
    self.ended = ended
  }

  /// How a session ended that is over here.
  public func end(of id: String) -> Session? {
    [run, previous].compactMap(\.self).map(\.session).first { $0.id == id && !$0.isOn }
  }

  /// The record when another session takes the place of this one, which ends.
  public func followed(by next: Run, at now: Int64) -> SessionRecord {
    var last = run
    last.session = run.session.ended(at: now)
    return SessionRecord(
      run: next, previous: last, ended: Array((ended + [last.session.id]).suffix(Self.rememberedEnds)))
  }
}

extension SessionRecord.Run: WireMessage {
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

extension SessionRecord: WireMessage {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SessionRecord>?) -> Void {
    kiosk__v1__session_record__init
  }

  package init(reading message: Kiosk__V1__SessionRecord) throws(KioskError) {
    run = try Run(reading: message)
    if let before = message.previous { previous = try Run(reading: before.pointee) }
    ended = try readTexts(message.ended, message.n_ended, "record.ended", maximum: Self.rememberedEnds)
  }

  package func write(to message: inout Kiosk__V1__SessionRecord, in arena: WireArena) throws(KioskError) {
    try run.write(to: &message, in: arena)
    if let previous { message.previous = try arena.message(previous) }
    (message.ended, message.n_ended) = (try arena.textList(ended), ended.count)
  }
}
