internal import Dispatch
internal import Synchronization

/// What a ``GroupCommit`` owns; called on its thread only.
package protocol GroupCommitDatabase: AnyObject, SendableMetatype {
  /// What can be asked.
  associatedtype Operation: Sendable
  /// What is answered.
  associatedtype Outcome: Sendable

  /// Performs all operations in one transaction. When it returns, the outcomes are durable.
  /// - Throws: when the transaction as a whole failed; nothing was kept then.
  func commit(_ operations: [Operation]) throws(KioskError) -> [Result<Outcome, KioskError>]
  /// Tidies up after a group, when its callers have been answered.
  func settle()
}

/// Runs all access to a database on one thread, and commits together all that waits.
///
/// While one group is being flushed the next one gathers, so that a flush is shared by everyone who asked for it in the
/// meantime. There is no timer: somebody who is alone is committed at once.
package final class GroupCommit<Database: GroupCommitDatabase>: Sendable {
  package typealias Operation = Database.Operation
  package typealias Outcome = Database.Outcome

  private struct Waiting: Sendable {
    let operation: Operation
    let answer: CheckedContinuation<Result<Outcome, KioskError>, Never>
  }

  private struct State {
    var waiting: [Waiting] = []
    var isScheduled = false
    var isClosed = false
  }

  /// Only ever touched on `queue`; the box lets the reference cross into its closures.
  private struct Owned: @unchecked Sendable {
    let database: Database
  }

  private let queue: DispatchQueue
  private let owned: Owned
  private let limit: Int
  private let state = Mutex(State())

  /// - Parameters:
  ///   - label: names the thread in a debugger.
  ///   - limit: the most operations in one transaction, which bounds its memory and its part of the WAL.
  package init(label: String, limit: Int, database: sending Database) {
    queue = DispatchQueue(label: label)
    self.limit = limit
    owned = Owned(database: database)
  }

  /// How many operations wait for the next group.
  var waitingCount: Int { state.withLock { $0.waiting.count } }
  /// Whether new operations are refused.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Performs an operation, and returns when it is durable.
  package func perform(_ operation: Operation) async throws(KioskError) -> Outcome {
    let result = await withCheckedContinuation { continuation in
      let (refused, mustSchedule) = state.withLock { state -> (Bool, Bool) in
        guard !state.isClosed else { return (true, false) }
        state.waiting.append(Waiting(operation: operation, answer: continuation))
        defer { state.isScheduled = true }
        return (false, !state.isScheduled)
      }
      if refused {
        continuation.resume(returning: .failure(Self.stopping))
      } else if mustSchedule {
        queue.async { self.drain() }
      }
    }
    return try result.get()
  }

  /// Runs `body` on the owner's thread, between groups.
  /// - Throws: `.cancelled` after `close`, and what `body` returns.
  package func withDatabase<R: Sendable>(
    _ body: @escaping @Sendable (Database) -> Result<R, KioskError>
  ) async throws(KioskError) -> R {
    let result = await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(returning: self.isClosed ? .failure(Self.stopping) : body(self.owned.database))
      }
    }
    return try result.get()
  }

  /// Refuses what comes from now on, finishes what waits, then runs `body` last.
  package func close(_ body: @escaping @Sendable (Database) -> Void) async {
    state.withLock { $0.isClosed = true }
    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
      queue.async {
        while self.commitGroup() {}
        body(self.owned.database)
        continuation.resume()
      }
    }
  }

  private static var stopping: KioskError { KioskError(.cancelled, "the program is stopping") }

  /// Goes to the back of the thread's queue after each group, so that `withDatabase` has its turn under any load.
  private func drain() {
    if commitGroup() { queue.async { self.drain() } }
  }

  /// Commits what waits, up to the limit.
  /// - Returns: false when nothing waited.
  private func commitGroup() -> Bool {
    let group = state.withLock { state -> [Waiting] in
      let group = Array(state.waiting.prefix(limit))
      state.waiting.removeFirst(group.count)
      state.isScheduled = !group.isEmpty
      return group
    }
    guard !group.isEmpty else { return false }
    do {
      let outcomes = try owned.database.commit(group.map(\.operation))
      for (waiting, outcome) in zip(group, outcomes) { waiting.answer.resume(returning: outcome) }
    } catch {
      for waiting in group { waiting.answer.resume(returning: .failure(error)) }
    }
    owned.database.settle()
    return true
  }
}
