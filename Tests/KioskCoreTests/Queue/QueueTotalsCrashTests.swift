import Foundation
import Testing

@testable import KioskCore

/// The totals tell of exactly those groups that the slots hold, whatever happens at any moment.
@Suite struct QueueTotalsCrashTests {
  /// Everything that can be asked, at random and at once, with closings, power cuts and damage in between. From each
  /// moment to every later one it adds up, and the totals are what a careful witness counted.
  @Test(arguments: 0..<6, SlotLayout.both) func itAddsUpWhateverHappens(seed: Int, layout: SlotLayout) async throws {
    var random = SeededGenerator(state: UInt64(seed))
    var folder = try QueueFolder(capacity: 24, layout)
    var queue = try folder.open()
    var moments = [QueueTotals()]
    var seen = QueueTotals()
    for _ in 0..<60 {
      let waiting = Array(try await queue.all())
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        await queue.close()
        queue = try folder.open()
      case 1 where queue.level.hasRoom:
        await queue.close()
        folder = try .unsettled(folder, changes: [layout.sample()], session: "cut")
        queue = try folder.open()
        seen.sealed += 1
      case 2 where !waiting.isEmpty && queue.level.setAside < 4:
        await queue.close()
        let envelope = try #require(waiting.randomElement(using: &random))
        let place = try #require(try folder.offsets(of: envelope.front, in: folder.database).first)
        try folder.change(folder.database, at: place + 500) { ~$0 }
        queue = try folder.open()
        #expect(try await queue.all().count == waiting.count - 1)
      case 3:
        try await queue.releaseRefused()
      default:
        seen = try await flood(queue, of: waiting, after: seen, using: &random)
      }
      let now = try await queue.totals()
      seen.queued = UInt64(queue.level.queued)
      seen.setAside = UInt64(queue.level.setAside)
      #expect(now == seen)
      for then in moments { #expect(now.addsUp(since: then), "from \(then) to \(now)") }
      moments.append(now)
    }
    await queue.close()
    #expect(try await folder.open().totals() == seen)
  }

  /// Puts, receipts and withdrawals at once, each for another envelope; returns the totals with what was answered.
  private func flood(
    _ queue: QueuePool, of waiting: [Envelope], after seen: QueueTotals, using random: inout SeededGenerator
  ) async throws -> QueueTotals {
    let outcomes = Receipt.Outcome.allCases
    let asked = waiting.shuffled(using: &random).prefix(Int.random(in: 0...10, using: &random)).map {
      ($0, Int.random(in: 0...outcomes.count, using: &random))
    }
    let new = Int.random(in: 0...6, using: &random)
    return await withTaskGroup(of: QueueTotals.self) { group in
      for _ in 0..<new {
        group.addTask {
          (try? await queue.put(.sample(bucket: queue.level.bucket), session: "flood")) == true
            ? QueueTotals(sealed: 1) : QueueTotals()
        }
      }
      for (envelope, choice) in asked {
        group.addTask {
          guard choice < outcomes.count else {
            // What it erases is no other's: a withdrawal's own tag may be that of another withdrawal only.
            let erased: UInt64 = envelope.header.kind == .contribution ? 1 : 0
            let isTaken = (try? await queue.withdraw(envelope.header.withdrawalTag)) != nil
            return isTaken ? QueueTotals(withdrawals: 1, withdrawn: erased) : QueueTotals()
          }
          let isErased = (try? await queue.settle(envelope.receipt(outcomes[choice]))) == true
          return isErased && outcomes[choice] != .refused ? QueueTotals(receipted: 1) : QueueTotals()
        }
      }
      return await group.reduce(into: seen) {
        $0.sealed += $1.sealed
        $0.withdrawals += $1.withdrawals
        $0.receipted += $1.receipted
        $0.withdrawn += $1.withdrawn
      }
    }
  }

  /// Whatever part of a group's frames reached the disk, its counts are there with all of its slots, or neither is.
  @Test func aTornLogTakesTheCountsWithIt() async throws {
    let folder = try QueueFolder(capacity: 20)
    let file = try folder.file()
    let old = (0..<4).map { _ in Envelope.sample() }
    try file.put(old, session: "monday")
    try file.settle()
    var plan = QueuePlan()
    let operations: [QueueOperation] = [
      .put(.sample(), session: "monday"), .put(.sample(), session: "tuesday"), .settle(old[0].receipt()),
      .settle(old[1].receipt(.refused)), .withdraw(Envelope(withdrawing: old[2].header.withdrawalTag)),
    ]
    for operation in operations {
      #expect(try plan.add(operation, to: &file.slots) { slot throws(KioskError) in try file.read(slot: slot) })
    }
    try file.write(Array(plan.changes.values), counting: plan.counts)
    let torn = try folder.copy()
    file.connection.close()
    let log = try torn.bytes(torn.log)
    let used = 32 + (plan.changes.count + 1) * (24 + QueueFile.pageSize)
    for cut in Array(stride(from: 0, to: used, by: 1024)) + [used - 1, used] {
      let copy = try torn.copy()
      try Data(log[..<cut] + [UInt8](repeating: 0, count: log.count - cut)).write(to: URL(fileURLWithPath: copy.log))
      let queue = try copy.open()
      // The last bytes may be zeros by chance.
      let isComplete = log[cut...].allSatisfy { $0 == 0 }
      let after = QueueTotals(sealed: 6, withdrawals: 1, receipted: 1, withdrawn: 1, queued: 4, setAside: 1)
      #expect(try await queue.totals() == (isComplete ? after : QueueTotals(sealed: 4, queued: 4)), "cut at \(cut)")
      #expect(try await queue.sealed(in: "monday") == (isComplete ? 5 : 4))
      #expect(try await queue.sealed(in: "tuesday") == (isComplete ? 1 : 0))
    }
  }

  /// The tally's page may be torn on its way into the database; the WAL still has it.
  @Test func aTornTallyIsMendedFromTheLog() async throws {
    let folder = try QueueFolder.unsettled(try QueueFolder(capacity: 8), changes: [.sample(), .sample()])
    let page = try tallyPage(of: folder)
    for length in [1, 512, 4096, QueueFile.pageSize] {
      let copy = try folder.copy()
      for offset in 0..<length { try copy.change(copy.database, at: page + offset) { _ in 0xFF } }
      #expect(try await copy.open().totals() == QueueTotals(sealed: 2, queued: 2))
    }
  }

  /// The tally's page is damaged: its type, the list of its free blocks, the number of its rows, where they begin.
  /// Envelopes flow all the same, and nobody is told a number.
  @Test(arguments: [0, 1, 3, 5]) func aDamagedTallyStopsNothing(place: Int) async throws {
    let folder = try QueueFolder(capacity: 8)
    var queue = try folder.open()
    let envelope = try await queue.given()
    await queue.close()
    let page = try tallyPage(of: folder)
    try folder.change(folder.database, at: page + place) { $0 ^ 0x55 }

    for _ in 0..<2 {
      queue = try folder.open()
      await expect(.corrupt) { _ = try await queue.totals() }
      await expect(.corrupt) { _ = try await queue.sealed(in: "monday") }
      try await queue.put(.sample(), session: "monday")
      #expect(queue.level.isHealthy)
      #expect(try await queue.integrityProblem() != nil)
      await queue.close()
    }
    queue = try folder.open()
    #expect(try await queue.all().count == 3)
    #expect(try await queue.settle(envelope.receipt()))
    #expect(queue.level.queued == 2)
  }

  /// When it is damaged while the queue is open, one group at most is refused.
  @Test func aTallyThatIsDamagedWhileItIsOpenStopsOneGroup() async throws {
    let folder = try QueueFolder(capacity: 200)
    let queue = try folder.open()
    for _ in 0..<40 { try await queue.put(.sample()) }
    try await queue.tidied()
    let page = try tallyPage(of: folder)
    for offset in 0..<16 { try folder.change(folder.database, at: page + offset) { _ in 0xFF } }
    // So much is read that the tally's page is no longer in memory.
    #expect(try await queue.all().count == 40)
    await expect(.corrupt) { try await queue.put(.sample()) }
    try await queue.put(.sample())
    #expect(queue.level == QueueLevel(queued: 41, capacity: 200, setAside: 0, isHealthy: true))
    await expect(.corrupt) { _ = try await queue.totals() }
  }

  /// Where the tally's page begins.
  private func tallyPage(of folder: QueueFolder) throws -> Int {
    let number = try #require(try folder.number("SELECT rootpage FROM sqlite_schema WHERE name = 'tally'"))
    return (number - 1) * QueueFile.pageSize
  }
}
