internal import Synchronization

/// The envelopes on a device that the store has not yet receipted: durable, bounded, and without any order. It has a
/// pool for words and choices, and one for drawings.
///
/// A call that returns has survived a power cut. New input is refused when its pool is full; what was taken is never
/// dropped.
public final class EnvelopeQueue: Sendable {
  /// Slots a new queue has unless told otherwise: 16 MiB on disk, four days of heavy use without a network.
  public static let defaultCapacity = 2048
  /// The fewest and the most slots.
  public static let capacityBounds = SlotLayout.words.capacities
  /// Slots for drawings that a new queue has unless told otherwise: 9 MiB on disk, a drawing for every sixteen texts.
  public static let defaultDrawingCapacity = 128
  /// The fewest and the most of them; with none, drawings are not taken.
  public static let drawingCapacityBounds = 0...SlotLayout.drawings.capacities.upperBound
  /// The most bytes in a batch: as many as 64 envelopes of words have. It bounds memory, and the time that a batch takes
  /// on a slow line.
  static let batchBytes = 256 << 10

  private let words: QueuePool
  private let drawings: QueuePool?
  private let shared: Shared

  private final class Shared: Sendable {
    private let levels: Mutex<QueueLevels>
    /// Held while the change is told: the pools have a thread each, and what is told last must be what is.
    private let telling = Mutex(())
    private let onChange: @Sendable (QueueLevels) -> Void

    init(takesDrawings: Bool, onChange: @escaping @Sendable (QueueLevels) -> Void) {
      levels = Mutex(QueueLevels(takesDrawings: takesDrawings))
      self.onChange = onChange
    }

    var value: QueueLevels { levels.withLock { $0 } }

    func publish(_ change: (inout QueueLevels) -> Void) {
      telling.withLock { _ in
        let now = levels.withLock { levels in
          change(&levels)
          return levels
        }
        onChange(now)
      }
    }
  }

  /// Makes the files of the pool for words and choices.
  /// - Throws: `KioskError.conflict` when there is one.
  public static func create(at path: String, capacity: Int = defaultCapacity) throws(KioskError) {
    try QueuePool.create(at: path, capacity: capacity, .words)
  }

  /// Makes the files of the pool for drawings.
  /// - Throws: `KioskError.conflict` when there is one.
  public static func createDrawings(at path: String, capacity: Int = defaultDrawingCapacity) throws(KioskError) {
    try QueuePool.create(at: path, capacity: capacity, .drawings)
  }

  /// Opens a queue.
  /// - Parameters:
  ///   - path: the pool for words and choices.
  ///   - drawings: that for drawings; nil where there is none.
  ///   - takesDrawings: whether more drawings are taken; those that are there are sent in any case.
  ///   - onChange: called, on a thread of the queue's, whenever its level is another.
  /// - Throws: `.notFound` when its files are missing, `.corrupt`, `.tooNew`, `.storage`.
  public init(
    at path: String, drawings: String? = nil, takesDrawings: Bool = true,
    onChange: @escaping @Sendable (QueueLevels) -> Void = { _ in }
  ) throws(KioskError) {
    let shared = Shared(takesDrawings: takesDrawings && drawings != nil, onChange: onChange)
    self.shared = shared
    words = try QueuePool(at: path, .words) { level in shared.publish { $0.words = level } }
    self.drawings = try drawings.map { path throws(KioskError) in
      try QueuePool(at: path, .drawings) { level in shared.publish { $0.drawings = level } }
    }
  }

  private var pools: [QueuePool] { [words] + (drawings.map { [$0] } ?? []) }

  /// How full it is.
  public var level: QueueLevels { shared.value }

  /// Takes an envelope; returns when it is durable.
  /// - Parameter session: the session to count it for, in up to 64 bytes; empty for none.
  /// - Returns: false when one with its id is here already.
  /// - Throws: `.full`, `.invalid`, `.notReady` for a drawing where none are taken, or `.storage` when the disk did not
  ///   take it.
  @discardableResult
  public func put(_ envelope: Envelope, session: String = "") async throws(KioskError) -> Bool {
    guard envelope.header.bucket == SlotLayout.drawings.bucket else {
      return try await words.put(envelope, session: session)
    }
    guard let drawings, shared.value.takesDrawings else {
      throw KioskError(
        .notReady, "this device takes no drawings", nextStep: "Say it in another way, or set drawing_capacity")
    }
    return try await drawings.put(envelope, session: session)
  }

  /// Takes the wish to take back what has this tag, and erases it if it is still here.
  public func withdraw(_ tag: WithdrawalTag) async throws(KioskError) {
    // A drawing and its withdrawal change places in one transaction. A pool that fails must not keep the wish from the
    // store, which carries it out whenever the drawing comes there.
    if let drawings, (try? await drawings.withdrawHeld(tag)) == true { return }
    try await words.withdraw(tag)
  }

  /// Erases what a receipt names by id and digest, and nothing else.
  /// - Returns: whether something was erased or set aside.
  @discardableResult
  public func settle(_ receipt: Receipt) async throws(KioskError) -> Bool {
    var failure: KioskError?
    for pool in pools {
      do throws(KioskError) {
        if try await pool.settle(receipt) { return true }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return false
  }

  /// Up to `limit` envelopes with up to ``batchBytes`` in all, chosen from both pools and ordered at random. Damaged ones
  /// are set aside on the way.
  /// - Throws: when neither pool has any to give and one fails.
  public func batch(limit: Int) async throws(KioskError) -> [Envelope] {
    var generator = SystemRandomNumberGenerator()
    var failures: (words: KioskError?, drawings: KioskError?)
    // A second time, where one pool gave nothing: it fails, or what it held is damaged and counts no longer.
    for _ in pools {
      var levels = shared.value
      if failures.words != nil { levels.words.queued = 0 }
      if failures.drawings != nil { levels.drawings.queued = 0 }
      let share = BatchShare(of: levels, limit: limit, bytes: Self.batchBytes, using: &generator)
      var envelopes: [Envelope] = []
      do throws(KioskError) {
        if share.words > 0 { envelopes += try await words.batch(limit: share.words) }
      } catch {
        failures.words = error
      }
      do throws(KioskError) {
        if let drawings, share.drawings > 0 { envelopes += try await drawings.batch(limit: share.drawings) }
      } catch {
        failures.drawings = error
      }
      if !envelopes.isEmpty { return envelopes.shuffled(using: &generator) }
    }
    if let failure = failures.words ?? failures.drawings { throw failure }
    return []
  }

  /// Queues again what the store refused: it may be a later version of the store by now.
  /// - Returns: how many.
  @discardableResult
  public func releaseRefused() async throws(KioskError) -> Int {
    var count = 0
    for pool in pools { count += try await pool.releaseRefused() }
    return count
  }

  /// What was put and erased so far and what is there now. Each pool's are of one moment between two of its groups, and
  /// add up by themselves; so their sums do.
  /// - Throws: `.corrupt` when the totals are damaged, `.storage` when an older queue has had no room for them yet; its
  ///   envelopes flow all the same.
  public func totals() async throws(KioskError) -> QueueTotals {
    var sum = QueueTotals()
    for pool in pools { sum = sum + (try await pool.totals()) }
    return sum
  }

  /// How many contributions were put for a session. Each pool counts the last 32 sessions at most: with one more, the
  /// counts of all others go, and are 0 like those of a session that never was.
  /// - Throws: as `totals()`.
  public func sealed(in session: String) async throws(KioskError) -> UInt64 {
    var sum: UInt64 = 0
    for pool in pools { sum += try await pool.sealed(in: session) }
    return sum
  }

  /// Returns when the queue's threads have come round: a watchdog's question. After a failure of the disk, it looks
  /// whether that is over.
  public func isResponsive() async -> Bool {
    for pool in pools where await !pool.isResponsive() { return false }
    return true
  }

  /// Examines the databases' pages.
  /// - Returns: what is wrong, or nil.
  public func integrityProblem() async throws(KioskError) -> String? {
    for pool in pools {
      if let problem = try await pool.integrityProblem() { return problem }
    }
    return nil
  }

  /// Finishes what waits, and closes the files. Later calls are refused.
  public func close() async {
    for pool in pools { await pool.close() }
  }
}
