import KioskCore
import KioskRPC

/// A room as it was last seen: what each device said, and what follows from it. Pure.
struct LiveRoom: Sendable {
  /// What a device said when it was asked.
  struct Look: Sendable {
    var response: GetSessionResponse
    /// The activity that is on; nil where the device does not tell, which it does on its own socket only.
    var activity: Activity?
    /// When that was.
    var at: ContinuousClock.Instant
    /// Whether it had not answered just before, for so short a time that it was never shown as away.
    var isAfterSilence = false
  }

  /// One device.
  struct Device: Sendable {
    /// What it is called until it says so itself.
    let address: String
    /// What it said last, also while it is away.
    fileprivate(set) var look: Look?
    /// Why it is away; nil while it answers.
    fileprivate(set) var failure: KioskError?

    var name: String { look.flatMap { $0.response.device.isEmpty ? nil : $0.response.device } ?? address }
    /// What it said, unless it is away.
    var present: Look? { failure == nil ? look : nil }
  }

  /// Where a device stands beside the others.
  enum Standing: Sendable, Equatable {
    case unasked, same, behind, dropIn, elsewhere
    case away(KioskError)
  }

  private(set) var devices: [Device]

  init(_ addresses: [String]) {
    devices = addresses.map { Device(address: $0) }
  }

  /// Takes what came of asking a device.
  /// - Returns: whether it was away, is back, and is not where the room is.
  mutating func note(_ result: Result<Look, KioskError>, of index: Int) -> Bool {
    switch result {
    case .failure(let error):
      devices[index].failure = error
      return false
    case .success(let look):
      let wasAway = devices[index].failure != nil || look.isAfterSilence
      devices[index].failure = nil
      devices[index].look = look
      // Where it is on nowhere, nobody has to follow; where one device missed the close, it has to. What a device
      // brings back that is on nowhere else is left to staff: it may have been over for long.
      guard wasAway, devices.contains(where: { $0.present?.response.session?.isOn == true }) else { return false }
      return [.behind, .dropIn].contains(standing(devices[index]))
    }
  }

  /// Takes how the session stands on a device after a command, without waiting to be told.
  mutating func note(_ session: Session, of index: Int, at now: ContinuousClock.Instant) {
    guard var look = devices[index].present else { return }
    if look.response.session?.position != session.position { look.activity = nil }
    look.response.session = session
    look.at = now
    devices[index].look = look
  }

  /// The device that is furthest on, with what it said; one that is away only where all are.
  private var furthest: (look: Look, session: Session)? {
    let present = devices.compactMap(\.present)
    let looks = present.isEmpty ? devices.compactMap(\.look) : present
    var best: [String: (look: Look, session: Session)] = [:]
    // What is closed on one device is over.
    func order(_ session: Session) -> (Int, UInt64) { (session.isOn ? 0 : 1, session.revision) }
    for look in looks {
      guard let session = look.response.session else { continue }
      if let other = best[session.id]?.session, order(other) >= order(session) { continue }
      best[session.id] = (look, session)
    }
    // Of several sessions the one that is on counts, then the real one; the identifier only makes it the same each time.
    func rank(_ session: Session) -> (Int, Int, String) {
      (session.isOn ? 1 : 0, session.isRehearsal ? 0 : 1, session.id)
    }
    return best.values.max { rank($0.session) < rank($1.session) }
  }

  /// The session of the room.
  var session: Session? { furthest?.session }

  /// The activity that is on, where a device tells.
  var activity: Activity? {
    guard let session, session.position != nil else { return nil }
    return devices.lazy.compactMap(\.look).first {
      $0.activity != nil && $0.response.session?.id == session.id && $0.response.session?.revision == session.revision
    }?.activity
  }

  /// The seconds that are left now; negative for what ran over, nil where no time is counted.
  func left(at now: ContinuousClock.Instant) -> Int64? {
    guard let (look, session) = furthest, session.isOn, session.phase != .opened else { return nil }
    guard session.countdown.asOf != nil else { return session.countdown.left }
    let left = session.countdown.left - max(0, (now - look.at).components.seconds)
    // Only an activity runs over; the rest ends by itself, and the device says so within the second.
    return session.phase == .running ? left : max(0, left)
  }

  /// Where a device stands.
  func standing(_ device: Device) -> Standing {
    if let failure = device.failure { return .away(failure) }
    guard let look = device.look else { return .unasked }
    guard let session else { return .same }
    let own = look.response.session
    if let own, own.id == session.id { return own.isWhere(session) ? .same : .behind }
    guard let own, own.isOn else { return session.isOn ? .dropIn : .same }
    return .elsewhere
  }
}

extension Session {
  /// Whether both are at the same place: two devices that were commanded apart can count alike.
  fileprivate func isWhere(_ other: Session) -> Bool {
    revision == other.revision && phase == other.phase && position == other.position && lastCommand == other.lastCommand
  }
}
