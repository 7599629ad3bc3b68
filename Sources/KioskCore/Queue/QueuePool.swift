internal import Synchronization

/// Envelopes of one size that the store has not yet receipted: durable, bounded, and without any order.
///
/// A call that returns has survived a power cut. New input is refused when the queue is full; what was taken is never
/// dropped.
final class QueuePool: Sendable {
  private let committer: GroupCommit<QueueDatabase>
  private let shared: Shared

  private final class Shared: Sendable {
    let level: Mutex<QueueLevel>
    let onChange: @Sendable (QueueLevel) -> Void

    init(_ layout: SlotLayout, onChange: @escaping @Sendable (QueueLevel) -> Void) {
      level = Mutex(QueueLevel(bucket: layout.bucket))
      self.onChange = onChange
    }

    func publish(_ new: QueueLevel) {
      let changed = level.withLock { level in
        defer { level = new }
        return level != new
      }
      if changed { onChange(new) }
    }
  }

  /// Makes the files of a pool.
  /// - Throws: `KioskError.conflict` when there is one.
  static func create(at path: String, capacity: Int, _ layout: SlotLayout = .words) throws(KioskError) {
    guard layout.capacities.contains(capacity) else {
      let (fewest, most) = (layout.capacities.lowerBound, layout.capacities.upperBound)
      throw KioskError(.invalid, "this queue has \(fewest) to \(most) slots")
    }
    guard !AtomicFile.exists(path) else { throw KioskError(.conflict, "there is a queue already") }
    try QueueFile.create(at: path, capacity: capacity, layout)
  }

  /// Opens a pool.
  /// - Parameter onChange: called, on the pool's thread, whenever its level is another.
  /// - Throws: `.notFound` when its files are missing, `.corrupt`, `.tooNew`, `.storage`.
  init(
    at path: String, _ layout: SlotLayout = .words, onChange: @escaping @Sendable (QueueLevel) -> Void = { _ in }
  ) throws(KioskError) {
    let shared = Shared(layout, onChange: onChange)
    self.shared = shared
    let database = try QueueDatabase(path: path, layout) { shared.publish($0) }
    // An operation touches two slots at most: a withdrawal empties one and takes one.
    committer = GroupCommit(label: "kiosk.queue", limit: layout.largestGroup / 2, database: database)
  }

  /// How full it is.
  var level: QueueLevel { shared.level.withLock { $0 } }

  /// Takes an envelope; returns when it is durable.
  /// - Parameter session: the session to count it for, in up to 64 bytes; empty for none.
  /// - Returns: false when one with its id is here already.
  /// - Throws: `.full`, `.invalid`, or `.storage` when the disk did not take it.
  @discardableResult
  func put(_ envelope: Envelope, session: String = "") async throws(KioskError) -> Bool {
    try await committer.perform(.put(envelope, session: session))
  }

  /// Takes the wish to take back what has this tag, and erases it if it is still here.
  func withdraw(_ tag: WithdrawalTag) async throws(KioskError) {
    _ = try await committer.perform(.withdraw(Envelope(withdrawing: tag)))
  }

  /// The same, where what has this tag is still here; the withdrawal then takes its slot, if there is no other.
  /// - Returns: whether it was.
  func withdrawHeld(_ tag: WithdrawalTag) async throws(KioskError) -> Bool {
    try await committer.perform(.withdrawHeld(Envelope(withdrawing: tag)))
  }

  /// Erases what a receipt names by id and digest, and nothing else.
  /// - Returns: whether something was erased or set aside.
  @discardableResult
  func settle(_ receipt: Receipt) async throws(KioskError) -> Bool {
    try await committer.perform(.settle(receipt))
  }

  /// Up to `limit` envelopes, chosen and ordered at random. Damaged ones are set aside on the way.
  func batch(limit: Int) async throws(KioskError) -> [Envelope] {
    let batch = try await committer.withDatabase { database in
      Result { () throws(KioskError) in try database.batch(limit: limit) }
    }
    // What cannot be set aside now is met again; that must not hold up what is whole.
    for slot in batch.damaged { _ = try? await committer.perform(.quarantine(slot: slot)) }
    return batch.envelopes
  }

  /// Queues again what the store refused: it may be a later version of the store by now.
  /// - Returns: how many.
  @discardableResult
  func releaseRefused() async throws(KioskError) -> Int {
    let slots = try await committer.withDatabase { database in
      Result { () throws(KioskError) in try database.refused() }
    }
    var count = 0
    for slot in slots where try await committer.perform(.release(slot: slot)) { count += 1 }
    return count
  }

  /// What was put and erased so far and what is there now, all of one moment between two groups.
  /// - Throws: `.corrupt` when the totals are damaged, `.storage` when an older queue has had no room for them yet; its
  ///   envelopes flow all the same.
  func totals() async throws(KioskError) -> QueueTotals {
    try await committer.withDatabase { database in
      Result { () throws(KioskError) in try database.totals() }
    }
  }

  /// How many contributions were put for a session. The last 32 sessions are counted at most: with one more, the counts
  /// of all others go, and are 0 like those of a session that never was.
  /// - Throws: as `totals()`.
  func sealed(in session: String) async throws(KioskError) -> UInt64 {
    try await committer.withDatabase { database in
      Result { () throws(KioskError) in try database.sealed(in: session) }
    }
  }

  /// Returns when the queue's thread has come round: a watchdog's question. After a failure of the disk, it looks
  /// whether that is over.
  func isResponsive() async -> Bool {
    (try? await committer.withDatabase { database in
      database.mend()
      return .success(true)
    }) ?? false
  }

  /// Examines the database's pages.
  /// - Returns: what is wrong, or nil.
  func integrityProblem() async throws(KioskError) -> String? {
    try await committer.withDatabase { database in
      Result { () throws(KioskError) in try database.integrityProblem() }
    }
  }

  /// Finishes what waits, and closes the files. Later calls are refused.
  func close() async {
    await committer.close { $0.close() }
  }
}
