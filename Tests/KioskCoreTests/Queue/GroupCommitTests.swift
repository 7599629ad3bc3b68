import Foundation
import Synchronization
import Testing

@testable import KioskCore

@Suite struct GroupCommitTests {
  /// Doubles numbers; refuses odd ones; a group with zero in it fails as a whole.
  final class FakeDatabase: GroupCommitDatabase, Sendable {
    /// What happened, in order.
    enum Event: Equatable, Sendable {
      case group([Int])
      case settled
      case closed
    }

    let events = Mutex<[Event]>([])
    /// A group waits here, so that others gather meanwhile.
    let gate = DispatchSemaphore(value: 0)
    let isGated: Bool
    let isReadAnswered = Atomic(false)
    /// A flush takes five milliseconds.
    let isSlow: Bool

    init(isGated: Bool = false, isSlow: Bool = false) {
      self.isGated = isGated
      self.isSlow = isSlow
    }

    func commit(_ operations: [Int]) throws(KioskError) -> [Result<Int, KioskError>] {
      events.withLock { $0.append(.group(operations)) }
      if isGated { gate.wait() }
      if isSlow { usleep(5000) }
      if operations.contains(0) { throw KioskError(.storage, "the disk is gone") }
      return operations.map { $0 % 2 == 0 ? .success(2 * $0) : .failure(KioskError(.invalid, "\($0) is odd")) }
    }

    func settle() {
      events.withLock { $0.append(.settled) }
    }

    var groups: [[Int]] {
      events.withLock { $0.compactMap { if case .group(let operations) = $0 { operations } else { nil } } }
    }
  }

  @Test func eachCallerGetsItsOwnAnswer() async throws {
    let committer = GroupCommit(label: "test", limit: 8, database: FakeDatabase())
    await withTaskGroup { group in
      for number in 1...100 {
        group.addTask {
          let answer = try? await committer.perform(number)
          #expect(answer == (number % 2 == 0 ? 2 * number : nil))
        }
      }
    }
  }

  /// While the first is being committed the others gather; then they go together, as many as the limit allows.
  @Test func whatWaitsIsCommittedTogether() async throws {
    let database = FakeDatabase(isGated: true)
    let committer = GroupCommit(label: "test", limit: 4, database: database)
    async let first = committer.perform(2)
    try await until { database.groups.count == 1 }
    let others = (2...11).map { number in Task { try await committer.perform(2 * number) } }
    try await until { committer.waitingCount == 10 }
    for _ in 0..<4 { database.gate.signal() }
    #expect(try await first == 4)
    for other in others { _ = try await other.value }
    await committer.close { _ in }
    #expect(database.groups.map(\.count) == [1, 4, 4, 2])
    #expect(database.groups.flatMap(\.self).sorted() == Array(stride(from: 2, through: 22, by: 2)))
    #expect(database.events.withLock { $0.filter { $0 == .settled }.count } == 4)
  }

  @Test func aGroupThatFailsFailsForAllAndTheNextGoesOn() async throws {
    let database = FakeDatabase(isGated: true)
    let committer = GroupCommit(label: "test", limit: 8, database: database)
    async let first = committer.perform(2)
    try await until { database.groups.count == 1 }
    let doomed = [0, 4, 6].map { number in Task { try await committer.perform(number) } }
    try await until { committer.waitingCount == 3 }
    for _ in 0..<3 { database.gate.signal() }
    #expect(try await first == 4)
    for task in doomed { await expect(.storage) { _ = try await task.value } }
    #expect(try await committer.perform(8) == 16)
  }

  @Test func closingFinishesWhatWaitsAndRefusesTheRest() async throws {
    let database = FakeDatabase(isGated: true)
    let committer = GroupCommit(label: "test", limit: 2, database: database)
    let early = (1...5).map { number in Task { try await committer.perform(2 * number) } }
    try await until { database.groups.count == 1 && committer.waitingCount + database.groups[0].count == 5 }
    let closing = Task { await committer.close { $0.events.withLock { $0.append(.closed) } } }
    try await until { committer.isClosed }
    await expect(.cancelled) { _ = try await committer.perform(2) }
    for _ in 0..<5 { database.gate.signal() }
    await closing.value
    for task in early { _ = try await task.value }
    await expect(.cancelled) { _ = try await committer.withDatabase { _ in .success(1) } }
    #expect(database.groups.joined().count == 5)
    #expect(database.events.withLock { $0.last } == .closed)
  }

  /// Whoever only reads has a turn between two groups, though something to write always waits. One group may pass before
  /// it; a hundred, half a second, is for a machine that is busy with something else.
  @Test func readingHasItsTurnUnderLoad() async throws {
    let database = FakeDatabase(isSlow: true)
    let committer = GroupCommit(label: "test", limit: 1, database: database)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<100 where !database.isReadAnswered.load(ordering: .relaxed) {
            _ = try await committer.perform(2)
          }
        }
      }
      try await until { committer.waitingCount >= 2 }
      let before = database.groups.count
      let meanwhile = try await committer.withDatabase { .success($0.groups.count - before) }
      database.isReadAnswered.store(true, ordering: .relaxed)
      #expect(meanwhile < 100)
      try await group.waitForAll()
    }
  }

  private func until(_ condition: () -> Bool) async throws {
    for _ in 0..<2000 {
      if condition() { return }
      try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("it did not happen within ten seconds")
  }
}
