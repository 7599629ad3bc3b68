import Crypto
import KioskCore
import KioskRPC
import Logging
import ServiceLifecycle
import Synchronization

/// Keeps the session of this device: carries out what staff command and what time does, writes each state down before
/// anybody sees it, and brings it back after a restart as it was.
final class SessionKeeper: Service {
  /// What others follow: the session and the group.
  struct View: Sendable, Equatable {
    var session: Session?
    var group = ""
  }

  private struct State {
    var record: SessionRecord?
    var group = ""
    /// SHA-256 of the words in the last test envelope.
    var testWords: [UInt8]?
    /// A pack of the store that came while a session was on.
    var laterPack: [UInt8]?
    /// Whether the file on the disk could not be read; it is left as it is.
    var isUnreadable = false
  }

  /// Groups of a session, as the boxes of a board are counted.
  static let groups = 1...99
  /// Digits in a test envelope: 66 bits, which nobody guesses and somebody can read out.
  private static let testDigits = 20

  let view: Broadcast<View>
  let clock: SessionClock
  private let device: Device
  private let queue: EnvelopeQueue
  private let hasHelpRoute: Bool
  private let logger: Logger
  private let file: SessionFile
  private let groupPath: String
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
    groupPath = device.files.group
    var state = State()
    do throws(KioskError) {
      state.record = try file.read()
      if let session = state.record?.session { state.record?.session = session.goingOn(at: clock.now) }
    } catch {
      guard error.code == .corrupt else { throw error }
      logger.error("the session is not readable: \(error)")
      state.isUnreadable = true
    }
    if let text = try? AtomicFile.read(groupPath), let group = Int(String(decoding: text, as: UTF8.self)),
      Self.groups.contains(group)
    {
      state.group = String(group)
    }
    self.state = Mutex(state)
    view = Broadcast(View(session: state.record?.session, group: state.group))
    elapse()
  }

  /// Whether the session on the disk could not be read.
  var isUnreadable: Bool { state.withLock { $0.isUnreadable } }

  /// The queue's totals when the session was opened here.
  var totalsBefore: QueueTotals { state.withLock { $0.record?.before ?? QueueTotals() } }

  /// What is given now goes by this.
  func admission(_ pack: Pack) -> SessionAdmission {
    let now = view.value
    return SessionAdmission(pack: pack, session: now.session, group: now.group)
  }

  /// What is missing before a session can be opened for real.
  var missing: [OpenCondition] {
    var missing: [OpenCondition] = []
    if !hasHelpRoute { missing.append(.helpRoute) }
    if !device.hasTestedKey { missing.append(.collectionKey) }
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
    return try await begin(session, despiteClock: request.despiteClock)
  }

  /// Takes over how the session stands elsewhere in the room.
  /// - Throws: as `open`; and `.conflict` when this device is further on.
  func adopt(_ request: AdoptSessionRequest) async throws(KioskError) -> Session {
    let session = request.session.received(at: clock.now)
    let pack = try loadedPack()
    guard session.packDigest == pack.digest, pack.pack.agenda(session.agenda) != nil else {
      throw KioskError(
        .notReady, "this device has another pack than the room", nextStep: "Load the same: kiosk-ctl pack load")
    }
    if let own = view.value.session, own.id == session.id {
      guard session.revision >= own.revision else {
        throw KioskError(.conflict, "this device is further on than the room", nextStep: "Ask it for its status")
      }
      // Whoever has begun something here that the room did not see may finish it all the same.
      return try change { own throws(KioskError) in session.joined(with: own) }
    }
    return try await begin(session, despiteClock: request.despiteClock)
  }

  private func begin(_ session: Session, despiteClock: Bool) async throws(KioskError) -> Session {
    if let own = view.value.session, own.id == session.id { return own }
    if !session.isRehearsal {
      let missing = missing.filter { !($0 == .clock && despiteClock) }
      guard missing.isEmpty else {
        throw KioskError(
          .notReady, "the session cannot be opened: \(missing.map(\.rawValue).joined(separator: ", "))",
          nextStep: missing[0].nextStep)
      }
    }
    let before = try await queue.totals()
    try state.withLock { state throws(KioskError) in
      if let own = state.record?.session, !own.givesWay() {
        throw KioskError(.conflict, "a session is on", nextStep: "Close it first: kiosk-ctl session close")
      }
      let record = SessionRecord(session: session, before: before)
      try file.write(record)
      state.record = record
      state.isUnreadable = false
      publish(state)
    }
    return session
  }

  /// Carries out a command; one that is sent again changes nothing.
  /// - Throws: `.conflict` when the session does not stand as the caller believes.
  func command(_ request: CommandSessionRequest) throws(KioskError) -> Session {
    let now = clock.now
    let agenda = try presentAgenda()
    return try change { session throws(KioskError) in
      guard let session, session.id == request.session else {
        throw KioskError(.conflict, "another session is on here, or none", nextStep: "Look: kiosk-ctl session status")
      }
      if session.lastCommand == request.commandID { return session }
      guard session.revision == request.revision else {
        throw KioskError(.conflict, "the session has gone on here", nextStep: "Look: kiosk-ctl session status")
      }
      var next = session
      try next.handle(request.command, of: agenda, at: now, named: request.commandID)
      return next
    }
  }

  /// Says which group uses this device.
  func setGroup(_ group: String) throws(KioskError) {
    guard group.isEmpty || Int(group).map({ Self.groups.contains($0) && String($0) == group }) == true else {
      throw KioskError(.invalid, "a group is a number from 1 to 99", nextStep: "Leave it empty for none")
    }
    try state.withLock { state throws(KioskError) in
      try AtomicFile.write(Array(group.utf8), to: groupPath)
      state.group = group
      publish(state)
    }
  }

  /// A sealed envelope that only the collection key opens.
  func testEnvelope() throws(KioskError) -> [UInt8] {
    guard let key = device.state.value.key else {
      throw KioskError(.notReady, "the device has no collection key", nextStep: "Enrol it first: kiosk-ctl enrol")
    }
    let digits = (0..<Self.testDigits).map { _ in String(Int.random(in: 0...9)) }.joined()
    var labels = Labels()
    labels.isRehearsal = true
    let envelope = try EnvelopeSeal.seal(
      Contribution(labels: labels, content: .words(try Words(digits))), to: key, withdrawalTag: WithdrawalTag())
    state.withLock { $0.testWords = Array(SHA256.hash(data: Array(digits.utf8))) }
    return envelope.bytes
  }

  /// Takes what was read in it: then the collection key is known to open what this device seals.
  func confirmTest(_ words: String) throws(KioskError) {
    let digits = words.filter(\.isNumber)
    let digest = Array(SHA256.hash(data: Array(digits.utf8)))
    let expected = state.withLock { $0.testWords }
    guard let expected, expected.equalsInConstantTime(digest) else {
      throw KioskError(
        .denied, "this is not what the test envelope holds", nextStep: "Make another: kiosk-ctl session test")
    }
    try device.keepTestedKey()
    state.withLock { $0.testWords = nil }
  }

  /// The numbers of the session that was closed last.
  /// - Throws: `.notReady` while it is on, or where there was none.
  func statement() async throws(KioskError) -> SessionStatement {
    guard let record = state.withLock({ $0.record }), !record.session.isOn else {
      throw KioskError(.notReady, "there is no closed session", nextStep: "Close it first: kiosk-ctl session close")
    }
    let totals = try await queue.totals()
    let before = record.before
    return SessionStatement(
      session: record.session.id, agenda: record.session.agenda, isRehearsal: record.session.isRehearsal,
      device: device.state.value.record.name, sealedInSession: try await queue.sealed(in: record.session.id),
      queuedBefore: before.queued, setAsideBefore: before.setAside, sealed: totals.sealed &- before.sealed,
      withdrawals: totals.withdrawals &- before.withdrawals, receipted: totals.receipted &- before.receipted,
      withdrawn: totals.withdrawn &- before.withdrawn, setAsideNow: totals.setAside, queuedNow: totals.queued,
      day: Day.today)
  }

  /// Takes a pack: at once, or when the session that is on is over, whose agenda it must not change.
  /// - Parameter later: whether it may wait; else a session that is on refuses it.
  /// - Returns: nil where it waits.
  @discardableResult
  func loadPack(_ bytes: [UInt8], later: Bool) throws(KioskError) -> Device.LoadedPack? {
    let session = view.value.session
    if later, let session, !session.isOver(at: clock.now) {
      state.withLock { $0.laterPack = bytes }
      return nil
    }
    guard session?.isOn != true else {
      throw KioskError(.conflict, "a session is on", nextStep: "Load the pack when it is closed")
    }
    return try device.loadPack(bytes)
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
          guard !Task.isCancelled else { return }
          self.elapse()
          self.loadLaterPack()
        }
      }
      timer?.cancel()
    }
  }

  /// When time does something next: to the session, or to a pack that waits for its end.
  private func nextMoment(of session: Session) -> Int64? {
    if session.isOn { return (try? presentAgenda()).flatMap(session.nextChange) }
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

  private func elapse() {
    guard let agenda = try? presentAgenda() else { return }
    let now = clock.now
    do {
      try change { session throws(KioskError) in
        guard var next = session else { throw KioskError(.notReady, "there is no session") }
        next.elapse(agenda, at: now)
        return next
      }
    } catch {
      logger.debug("time changed nothing", metadata: ["error": "\(error.code.rawValue)"])
    }
  }

  /// Puts another state in the place of the present one, on the disk first.
  @discardableResult
  private func change(
    _ body: (Session?) throws(KioskError) -> Session
  ) throws(KioskError) -> Session {
    try state.withLock { state throws(KioskError) in
      let next = try body(state.record?.session)
      guard next != state.record?.session else { return next }
      let record = SessionRecord(session: next, before: state.record?.before ?? QueueTotals())
      try file.write(record)
      state.record = record
      publish(state)
      return next
    }
  }

  private func publish(_ state: borrowing State) {
    let (session, group) = (state.record?.session, state.group)
    view.update { $0 = View(session: session, group: group) }
  }

  private func loadedPack() throws(KioskError) -> Device.LoadedPack {
    guard let pack = device.state.value.pack else {
      throw KioskError(.notReady, "no pack is loaded", nextStep: "Load one: kiosk-ctl pack load")
    }
    return pack
  }

  private func presentAgenda() throws(KioskError) -> Pack.Agenda {
    guard let session = view.value.session else {
      throw KioskError(.notReady, "there is no session", nextStep: "Open one: kiosk-ctl session open")
    }
    let pack = try loadedPack()
    guard pack.digest == session.packDigest, let agenda = pack.pack.agenda(session.agenda) else {
      throw KioskError(
        .notReady, "the pack of this session is not loaded", nextStep: "Load it again: kiosk-ctl pack load")
    }
    return agenda
  }
}
