import Foundation
import Testing

@testable import KioskCore

/// The power goes at some moment; a copy of the files is what is found afterwards. Acknowledged ⊆ recovered ⊆ sent.
@Suite struct QueueCrashTests {
  @Test(arguments: SlotLayout.both) func whatWasCommittedAndNotSettledIsRecovered(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: layout == .words ? 200 : 50, layout)
    let file = try folder.file()
    var kept: Set<Envelope> = []
    // Groups of several sizes, so that the WAL of one reaches beyond that of the next.
    for size in layout == .words ? [1, 40, 3, 64, 1, 1, 12] : [1, 8, 3, 12, 1, 1, 4] {
      let group = (0..<size).map { _ in layout.sample() }
      try file.put(group)
      kept.formUnion(group)
      let afterCommit = try folder.copy()
      try file.settle()
      let afterSettling = try folder.copy()
      for copy in [afterCommit, afterSettling] {
        let queue = try copy.open()
        #expect(try await queue.all() == kept)
        #expect(queue.level.queued == kept.count)
        #expect(try await queue.totals().sealed == kept.count)
        #expect(try await queue.integrityProblem() == nil)
      }
    }
    file.connection.close()
  }

  @Test(arguments: SlotLayout.both) func aSecondCrashRightAfterARecoveryLosesNothing(layout: SlotLayout) async throws {
    var folder = try QueueFolder(capacity: 50, layout)
    var kept: Set<Envelope> = []
    for _ in 0..<6 {
      let group = (0..<3).map { _ in layout.sample() }
      folder = try .unsettled(folder, changes: group)
      kept.formUnion(group)
    }
    #expect(try await folder.open().all() == kept)
  }

  @Test(arguments: SlotLayout.both) func anErasureThatWasCommittedStays(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 5, layout)
    let envelopes = [layout.sample(), layout.sample()]
    let file = try folder.file()
    try file.put(envelopes)
    try file.settle()
    var plan = QueuePlan()
    let read = { (slot: Int) throws(KioskError) in try file.read(slot: slot) }
    #expect(try plan.add(.settle(envelopes[0].receipt()), to: &file.slots, reading: read))
    try file.write(Array(plan.changes.values), counting: plan.counts)
    let copy = try folder.copy()
    file.connection.close()
    let queue = try copy.open()
    #expect(try await queue.all() == [envelopes[1]])
    #expect(try !copy.holds(envelopes[0]))
  }

  /// Whatever part of a group's frames reached the disk, the groups before it are whole, and it is there whole or not
  /// at all. Where it is not, nothing of it stays behind in the WAL either.
  @Test(arguments: SlotLayout.both) func aTornLogIsAllOrNothing(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 20, layout)
    let before = (0..<4).map { _ in layout.sample() }
    let group = (0..<3).map { _ in layout.sample() }
    let file = try folder.file()
    try file.put(before)
    try file.settle()
    try file.put(group)
    let torn = try folder.copy()
    file.connection.close()
    let log = try torn.bytes(torn.log)
    // Behind the pages of the slots or in front of them stands the tally's.
    let used = 32 + (group.count * layout.parts + 1) * (24 + QueueFile.pageSize)
    for cut in Array(stride(from: 0, to: used, by: layout == .words ? 1024 : 5000)) + [used - 1, used] {
      let copy = try torn.copy()
      let zeros = [UInt8](repeating: 0, count: log.count - cut)
      try Data(log[..<cut] + zeros).write(to: URL(fileURLWithPath: copy.log))
      let queue = try copy.open()
      let found = try await queue.all()
      #expect(found == Set(before) || found == Set(before + group), "cut at \(cut)")
      // The last bytes may be zeros by chance.
      #expect((found.count > 4) == log[cut...].allSatisfy { $0 == 0 }, "cut at \(cut)")
      #expect(try copy.bytes(copy.log).allSatisfy { $0 == 0 })
    }
  }

  @Test(arguments: SlotLayout.both) func aShortLogIsReservedAnew(layout: SlotLayout) async throws {
    for length in [0, 1, 32, 5000, 400_000] {
      let folder = try QueueFolder(capacity: 5, layout)
      try Data(count: length).write(to: URL(fileURLWithPath: folder.log))
      let queue = try folder.open()
      #expect(try folder.bytes(folder.log).count == folder.reservedLength)
      try await queue.put(layout.sample())
    }
  }

  /// The moving of frames into the database may stop anywhere; the WAL still has them all.
  @Test(arguments: SlotLayout.both) func aPageTornOnItsWayIntoTheDatabaseIsMendedFromTheLog(layout: SlotLayout)
    async throws
  {
    let folder = try QueueFolder(capacity: 8, layout)
    let group = (0..<5).map { _ in layout.sample() }
    let torn = try QueueFolder.unsettled(folder, changes: group)
    let slots = try group.map { try #require(try torn.offsets(of: $0.front, in: torn.log).first) }
    #expect(slots.count == 5)
    let settled = try torn.copy()
    await { await $0.close() }(try settled.open())
    for envelope in group {
      let copy = try torn.copy()
      let offset = try #require(try settled.offsets(of: envelope.front, in: settled.database).first)
      for step in 0..<40 { try copy.change(copy.database, at: offset - 40 + step * 100) { ~$0 } }
      #expect(try await copy.open().all() == Set(group))
    }
  }

  @Test(arguments: SlotLayout.both) func discardingTheLogLosesTheFailedGroupOnly(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 20, layout)
    let kept = (0..<5).map { _ in layout.sample() }
    let failed = (0..<5).map { _ in layout.sample() }
    let file = try folder.file()
    try file.put(kept)
    try file.settle()
    // Complete in the file: without discarding it would be taken over.
    try file.put(failed)
    let copy = try folder.copy()
    file.connection.close()
    #expect(try await copy.open().all() == Set(kept + failed))

    let again = try QueueFolder.unsettled(try settledCopy(kept, layout), changes: failed)
    try WriteAheadLog(databasePath: again.database, pageSize: QueueFile.pageSize).scrubAll()
    let queue = try again.open()
    #expect(try await queue.all() == Set(kept))
    #expect(try await queue.totals().sealed == kept.count)
    for envelope in failed { #expect(try await queue.put(envelope), "it can be sent again") }
  }

  /// A group that cannot be written is refused as a whole, and the queue goes on with what the disk has.
  @Test(arguments: SlotLayout.both) func aGroupThatFailsIsRefusedAndTheNextOneIsTaken(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 100, layout)
    let queue = try folder.open()
    var kept: Set<Envelope> = []
    for _ in 0..<10 { kept.insert(try await queue.given()) }
    try await queue.tidied()
    // Every third of the other pages is no longer a page.
    let pages = try kept.reduce(into: Set<Int>()) { $0.formUnion(try folder.pages(of: $1)) }
    #expect(pages.count == 10 * layout.parts)
    for page in 10..<100 where page % 3 == 0 && !pages.contains(page) {
      try folder.change(folder.database, at: page * QueueFile.pageSize) { _ in 0xFF }
    }
    var failures = 0
    while queue.level.queued + queue.level.setAside < 100 {
      do throws(KioskError) {
        kept.insert(try await queue.given())
      } catch {
        failures += 1
        #expect(error.code == .corrupt)
        #expect(!queue.level.isHealthy)
        #expect(try await queue.totals().sealed == kept.count)
        try #require(failures < 100)
      }
    }
    #expect(failures > 0)
    #expect(queue.level.isHealthy)
    #expect(queue.level.setAside > 0)
    await expect(.full) { try await queue.put(layout.sample()) }
    #expect(try await queue.all() == kept)
    await queue.close()
    #expect(try await folder.open().all() == kept)
  }

  private func settledCopy(_ envelopes: [Envelope], _ layout: SlotLayout) throws -> QueueFolder {
    let folder = try QueueFolder(capacity: 20, layout)
    let file = try folder.file()
    try file.put(envelopes)
    try file.settle()
    file.connection.close()
    return folder
  }
}
