import KioskCore
import KioskRPC
import Logging
import ServiceLifecycle
import Synchronization

/// Keeps the session of this device: carries out what staff command and what time does, writes each state down before
/// anybody sees it, and brings it back after a restart as it was.
final class SessionKeeper: Service {
  /// What others follow: the session, the one before it, the group, and how many people it is.
  struct View: Sendable, Equatable {
    var session: Session?
    var previous: Session?
    var group = ""
    var people: UInt32 = 0
  }

  private struct State {
    var record: SessionRecord?
    var group = GroupFile.Entry()
    /// A pack of the store that came while a session was on.
    var laterPack: [UInt8]?
    /// Whether the file on the disk could not be read; it is left as it is.
    var isUnreadable = false
  }

  /// From a state that the disk did not take to the next attempt.
  private static let retry = Duration.seconds(5)

  let view: Broadcast<View>
  let clock: SessionClock
  private let device: Device
  private let queue: EnvelopeQueue
  private let hasHelpRoute: Bool
  private let logger: Logger
  private let file: SessionFile
  private let groupFile: GroupFile
  private let state: Mutex<State>

  /// Reads how the session stood. What cannot be read is kept, said, and does not keep people from being heard.
  init(
    device: Device, queue: EnvelopeQueue, hasHelpRoute: Bool, clock: SessionClock, logger: Logger
  ) throws(KioskError) {
    self.device = device
    self.queue = queue
    self.hasHelpRoute = hasHelpRoute
    self.clock = clock
    self.logger = logger
    file = SessionFile(path: device.files.session)
    groupFile = GroupFile(path: device.files.group)
    var state = State()
    do throws(KioskError) {
      if var record = try file.read() {
        record.run.session = record.run.session.goingOn(at: clock.now)
        if let previous = record.previous?.session { record.previous?.session = previous.goingOn(at: clock.now) }
        state.record = record
      }
    } catch {
      guard error.code == .corrupt else { throw error }
      logger.error("the session is not readable: \(error)")
      state.isUnreadable = true
    }
    state.group = groupFile.read()
    self.state = Mutex(state)
    view = Broadcast(Self.view(of: state))
    elapse()
  }

  /// Whether the session on the disk could not be read.
  var isUnreadable: Bool { state.withLock { $0.isUnreadable } }

  /// The queue's totals when the session was opened here.
  var totalsBefore: QueueTotals { state.withLock { $0.record?.run.before ?? QueueTotals() } }

  /// What is given now goes by this.
  func admission(_ pack: Pack) -> SessionAdmission {
    let now = view.value
    return SessionAdmission(pack: pack, session: now.session, previous: now.previous, group: now.group)
  }

  /// What is missing before a session can be opened for real.
  var missing: [OpenCondition] {
    var missing: [OpenCondition] = []
    if !hasHelpRoute { missing.append(.helpRoute) }
    if !device.state.value.isKeyTested { missing.append(.collectionKey) }
    if !Day.isPlausible { missing.append(.clock) }
    return missing
  }

  /// Opens a session.
  /// - Throws: `.notReady` while something is missing, `.conflict` while another is on, `.notFound` for an agenda that
  ///   there is not.
  func open(_ request: OpenSessionRequest) async throws(KioskError) -> Session {
    guard Identifier.isValid(request.session) else {
      throw KioskError(.invalid, "the session's identifier is malformed")
    }
    let pack = try loadedPack()
    guard let agenda = pack.pack.agenda(request.agenda), !agenda.isDropIn else {
      let names = pack.pack.agendas.filter { !$0.isDropIn }.map(\.id)
      throw KioskError(
        .notFound, "the pack has no agenda '\(request.agenda)'",
        nextStep: names.isEmpty ? "Load a pack that has one" : "It has \(names.joined(separator: ", "))")
    }
    let session = Session(
      id: request.session, agenda: agenda.id, packDigest: pack.digest, isRehearsal: request.isRehearsal,
      command: request.commandID)
    return try await begin(session, despiteClock: request.despiteClock) { own throws(KioskError) in
      // Sent again, since the answer was lost.
      own
    }
  }

  /// Takes over how the session stands elsewhere in the room.
  /// - Throws: as `open`; `.invalid` for a state that its agenda cannot have; `.conflict` when this device is further
  ///   on, when the session is over here, or when it is another of the same name.
  func adopt(_ request: AdoptSessionRequest) async throws(KioskError) -> Session {
    let session = request.session.received(at: clock.now)
    let pack = try loadedPack()
    guard session.packDigest == pack.digest, let agenda = pack.pack.agenda(session.agenda), !agenda.isDropIn else {
      throw KioskError(
        .notReady, "this device has another pack than the room", nextStep: "Load the same: kiosk-ctl pack load")
    }
    try session.check(against: agenda)
    if !session.isOn, let ended = state.withLock({ $0.record?.end(of: session.id) }) { return ended }
    return try await begin(session, despiteClock: request.despiteClock) { own throws(KioskError) in
      // Over is over, whoever has gone further without knowing.
      guard own.isOn else {
        guard session.isOn else { return own }
        throw KioskError(
          .conflict, "this session is over here", nextStep: "Close it everywhere: kiosk-ctl session sync")
      }
      guard session.revision >= own.revision || !session.isOn else {
        throw KioskError(
          .conflict, "this device is further on than the room", nextStep: "Bring all in line: kiosk-ctl session sync")
      }
      // Whoever has begun something here that the room did not see may finish it all the same.
      return session.joined(with: own)
    }
  }

  /// Puts a session in the place of the present one, if that gives way.
  /// - Parameter again: what becomes of it where it is on already.
  private func begin(
    _ session: Session, despiteClock: Bool, again: (Session) throws(KioskError) -> Session
  ) async throws(KioskError) -> Session {
    let before = try await queue.totals()
    return try state.withLock { state throws(KioskError) in
      guard device.state.value.pack?.digest == session.packDigest else {
        throw KioskError(.conflict, "another pack was loaded meanwhile", nextStep: "Look: kiosk-ctl session status")
      }
      guard var record = state.record else {
        try checkConditions(of: session, despiteClock: despiteClock)
        try keep(SessionRecord(run: .init(session: session, before: before)), in: &state)
        return session
      }
      let own = record.run.session
      if own.id == session.id {
        guard own.isSameRun(as: session) else {
          throw KioskError(
            .conflict, "another session has this name", nextStep: "Close it first: kiosk-ctl session close")
        }
        record.run.session = try again(own)
        if record.run.session != own { try keep(record, in: &state) }
        return record.run.session
      }
      guard record.end(of: session.id) == nil, !record.ended.contains(session.id) else {
        throw KioskError(
          .conflict, "this session is over here", nextStep: "Close it where it is on: kiosk-ctl session close")
      }
      guard own.givesWay() else {
        throw KioskError(.conflict, "a session is on", nextStep: "Close it first: kiosk-ctl session close")
      }
      try checkConditions(of: session, despiteClock: despiteClock)
      try keep(record.followed(by: .init(session: session, before: before), at: clock.now), in: &state)
      return session
    }
  }

  private func checkConditions(of session: Session, despiteClock: Bool) throws(KioskError) {
    guard !session.isRehearsal else { return }
    let missing = missing.filter { !($0 == .clock && despiteClock) }
    guard missing.isEmpty else {
      throw KioskError(
        .notReady, "the session cannot be opened: \(missing.map(\.rawValue).joined(separator: ", "))",
        nextStep: missing[0].nextStep)
    }
  }

  /// Carries out a command; one that is sent again changes nothing.
  /// - Throws: `.conflict` when the session does not stand as the caller believes.
  func command(_ request: CommandSessionRequest) throws(KioskError) -> Session {
    let now = clock.now
    return try change { session throws(KioskError) in
      guard let session, session.id == request.session else {
        throw KioskError(.conflict, "another session is on here, or none", nextStep: "Look: kiosk-ctl session status")
      }
      if session.lastCommand == request.commandID { return session }
      guard session.revision == request.revision else {
        throw KioskError(.conflict, "the session has gone on here", nextStep: "Look: kiosk-ctl session status")
      }
      var next = session
      try next.handle(
        request.command, of: try agenda(of: session, for: request.command), at: now, named: request.commandID)
      return next
    }
  }

  /// The agenda for a command. What ends a session needs none: it must be possible when the pack is lost.
  private func agenda(of session: Session, for command: SessionCommand) throws(KioskError) -> Pack.Agenda {
    do throws(KioskError) {
      return try agenda(of: session)
    } catch {
      switch command {
      case .lock, .close: return Pack.Agenda(id: session.agenda, title: LocalizedText(), activities: [])
      default: throw error
      }
    }
  }

  /// Says which group uses this device, and how many people it is.
  /// - Throws: `.invalid` for what is no group or too many people.
  func setGroup(_ group: String, people: UInt32 = 0) throws(KioskError) {
    let entry = try GroupFile.Entry(group: group, people: people)
    try state.withLock { state throws(KioskError) in
      try groupFile.write(entry)
      state.group = entry
      publish(state)
    }
  }

  /// The numbers of a session that is closed.
  /// - Parameter id: the last, or the one before it; empty for the last.
  /// - Throws: `.notReady` while it is on or where there was none, `.notFound` for another.
  func statement(of id: String = "") async throws(KioskError) -> SessionStatement {
    guard let record = state.withLock({ $0.record }) else {
      throw KioskError(.notReady, "there was no session", nextStep: "Open one: kiosk-ctl session open")
    }
    guard
      let run = [record.run, record.previous].compactMap(\.self).first(where: { id.isEmpty || $0.session.id == id })
    else {
      throw KioskError(
        .notFound, "this session is not known here any more", nextStep: "The last is \(record.run.session.id)")
    }
    guard !run.session.isOn else {
      throw KioskError(.notReady, "the session is not closed", nextStep: "Close it first: kiosk-ctl session close")
    }
    let totals = try await queue.totals()
    let before = run.before
    return SessionStatement(
      session: run.session.id, agenda: run.session.agenda, isRehearsal: run.session.isRehearsal,
      device: device.state.value.record.name, sealedInSession: try await queue.sealed(in: run.session.id),
      queuedBefore: before.queued, setAsideBefore: before.setAside, sealed: totals.sealed &- before.sealed,
      withdrawals: totals.withdrawals &- before.withdrawals, receipted: totals.receipted &- before.receipted,
      withdrawn: totals.withdrawn &- before.withdrawn, setAsideNow: totals.setAside, queuedNow: totals.queued,
      day: Day.today)
  }

  /// Takes a pack: at once, or when the session that is on is over, whose agenda it must not change. The pack of that
  /// session itself is always taken, since without it the session cannot go on.
  /// - Parameter later: whether it may wait; else a session that is on refuses it.
  /// - Returns: nil where it waits.
  @discardableResult
  func loadPack(_ bytes: [UInt8], later: Bool) throws(KioskError) -> Device.LoadedPack? {
    try state.withLock { state throws(KioskError) in
      let session = state.record?.run.session
      guard let session, later ? !session.isOver(at: clock.now) : session.isOn else {
        return try device.loadPack(bytes)
      }
      do throws(KioskError) {
        return try device.loadPack(bytes, insistingOn: session.packDigest)
      } catch {
        guard later, error.code == .conflict else { throw error }
        state.laterPack = bytes
        return nil
      }
    }
  }

  /// Lets time do what it does, for as long as the program runs. Without a session there is nothing that wakes it.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var timer: Task<Void, Never>?
      for await view in self.view.watch() {
        timer?.cancel()
        timer = nil
        guard let session = view.session, let moment = self.nextMoment(of: session) else { continue }
        timer = Task { [clock = self.clock] in
          // Who wakes too early by a rounding would find nothing to do, and nobody would wake again.
          while !Task.isCancelled, clock.now < moment {
            try? await Task.sleep(for: clock.wait(until: moment), tolerance: .milliseconds(100))
          }
          // A disk that takes nothing must not stop time: it is tried again until it does.
          while !Task.isCancelled, !self.elapse() { try? await Task.sleep(for: Self.retry, tolerance: .seconds(1)) }
          guard !Task.isCancelled else { return }
          self.loadLaterPack()
        }
      }
      timer?.cancel()
    }
  }

  /// When time does something next: to the session, or to a pack that waits for its end.
  private func nextMoment(of session: Session) -> Int64? {
    if session.isOn { return (try? agenda(of: session)).flatMap(session.nextChange) }
    return session.isOver(at: clock.now) ? nil : session.countdown.asOf.map { $0 + SessionAdmission.grace + 1 }
  }

  private func loadLaterPack() {
    guard view.value.session?.isOver(at: clock.now) != false else { return }
    let pack = state.withLock { state in
      defer { state.laterPack = nil }
      return state.laterPack
    }
    guard let pack else { return }
    do { _ = try device.loadPack(pack) } catch {
      logger.warning("the store's pack was not taken", metadata: ["error": "\(error.code.rawValue)"])
    }
  }

  /// - Returns: false when the disk did not take what time has changed.
  @discardableResult
  private func elapse() -> Bool {
    let now = clock.now
    do {
      try change { session throws(KioskError) in
        guard var next = session else { throw KioskError(.notReady, "there is no session") }
        next.elapse(try agenda(of: next), at: now)
        return next
      }
    } catch {
      guard error.code == .storage else { return true }
      logger.warning("the session's time is not written down", metadata: ["error": "\(error.code.rawValue)"])
      return false
    }
    return true
  }

  /// Puts another state in the place of the present one, on the disk first.
  @discardableResult
  private func change(
    _ body: (Session?) throws(KioskError) -> Session
  ) throws(KioskError) -> Session {
    try state.withLock { state throws(KioskError) in
      guard var record = state.record else { return try body(nil) }
      let next = try body(record.run.session)
      guard next != record.run.session else { return next }
      record.run.session = next
      try keep(record, in: &state)
      return next
    }
  }

  private func keep(_ record: SessionRecord, in state: inout State) throws(KioskError) {
    try file.write(record)
    state.record = record
    state.isUnreadable = false
    publish(state)
  }

  private func publish(_ state: State) {
    let fresh = Self.view(of: state)
    view.update { $0 = fresh }
  }

  private static func view(of state: State) -> View {
    View(
      session: state.record?.run.session, previous: state.record?.previous?.session, group: state.group.group,
      people: state.group.people)
  }

  private func loadedPack() throws(KioskError) -> Device.LoadedPack {
    guard let pack = device.state.value.pack else {
      throw KioskError(.notReady, "no pack is loaded", nextStep: "Load one: kiosk-ctl pack load")
    }
    return pack
  }

  private func agenda(of session: Session) throws(KioskError) -> Pack.Agenda {
    let pack = try loadedPack()
    guard pack.digest == session.packDigest, let agenda = pack.pack.agenda(session.agenda) else {
      throw KioskError(
        .notReady, "the pack of this session is not loaded", nextStep: "Load it again: kiosk-ctl pack load")
    }
    return agenda
  }
}
