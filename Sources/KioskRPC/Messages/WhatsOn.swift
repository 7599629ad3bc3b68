package import CKioskProto
package import KioskCore

/// What a person can respond to now.
package struct WhatsOn: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WhatsOn>?) -> Void { kiosk__v1__whats_on__init }

  /// A session that is on, as people need to know it.
  package struct SessionOn: Sendable, Equatable {
    package var id: String
    package var agenda: String
    package var phase: Session.Phase
    package var isRehearsal: Bool
    /// The group that uses the device; empty for none.
    package var group: String
    /// How many people use the device, as staff say; 0 where they have not.
    package var people: UInt32
    /// What is left, now: of the activity, the break, or for late reflections; negative for what ran over.
    package var secondsLeft: Int64
    package var timeRuns: Bool
    /// Counts what staff did with it.
    package var revision: UInt64

    package init(_ session: Session, group: String, people: UInt32 = 0, at now: Int64) {
      id = session.id
      agenda = session.agenda
      phase = session.phase
      isRehearsal = session.isRehearsal
      self.group = group
      self.people = people
      secondsLeft = session.countdown.left(at: now)
      timeRuns = session.countdown.asOf != nil
      revision = session.revision
    }

    fileprivate init?(_ message: Kiosk__V1__WhatsOn) throws(KioskError) {
      id = try readText(message.session_id, "whats_on.session_id")
      guard !id.isEmpty else { return nil }
      guard let phase = Session.Phase(message.phase) else {
        throw KioskError(.invalid, "the session stands in no known way")
      }
      agenda = try readText(message.agenda_id, "whats_on.agenda_id")
      self.phase = phase
      isRehearsal = message.rehearsal != 0
      group = try readText(message.group, "whats_on.group")
      people = message.people
      secondsLeft = message.seconds_left
      timeRuns = message.time_runs != 0
      revision = message.session_revision
    }
  }

  package var programme: String
  package var packDigest: [UInt8]
  /// Nil while the device is on drop-in.
  package var session: SessionOn?
  package var activities: [Activity]
  package var isAccepting: Bool

  package init(
    programme: String = "", packDigest: [UInt8] = [], session: SessionOn? = nil, activities: [Activity] = [],
    isAccepting: Bool = false
  ) {
    self.programme = programme
    self.packDigest = packDigest
    self.session = session
    self.activities = activities
    self.isAccepting = isAccepting
  }

  package init(reading message: Kiosk__V1__WhatsOn) throws(KioskError) {
    programme = try readText(message.programme_id, "whats_on.programme_id")
    packDigest = try readBytes(message.pack_digest, "whats_on.pack_digest", maximum: 32)
    session = try SessionOn(message)
    activities = try readList(message.activities, message.n_activities, "whats_on.activities", maximum: 5000)
    isAccepting = message.accepting != 0
  }

  package func write(to message: inout Kiosk__V1__WhatsOn, in arena: WireArena) throws(KioskError) {
    message.programme_id = try arena.text(programme)
    message.pack_digest = try arena.bytes(packDigest)
    (message.activities, message.n_activities) = (try arena.list(activities), activities.count)
    message.accepting = isAccepting ? 1 : 0
    guard let session else { return }
    message.session_id = try arena.text(session.id)
    message.agenda_id = try arena.text(session.agenda)
    message.phase = session.phase.wire
    message.rehearsal = session.isRehearsal ? 1 : 0
    message.group = try arena.text(session.group)
    message.people = session.people
    message.seconds_left = session.secondsLeft
    message.time_runs = session.timeRuns ? 1 : 0
    message.session_revision = session.revision
  }

  /// The same but for the time that has passed: whether somebody who watches is told anew.
  package func isSame(as other: WhatsOn) -> Bool {
    var (one, two) = (self, other)
    one.session?.secondsLeft = 0
    two.session?.secondsLeft = 0
    return one == two
  }
}
