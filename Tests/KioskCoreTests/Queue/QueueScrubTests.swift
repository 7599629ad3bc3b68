import Foundation
import Testing

@testable import KioskCore

/// Between two groups the files hold envelopes in slots and nothing else: no frame, no growth, no clock.
@Suite struct QueueScrubTests {
  @Test(arguments: SlotLayout.both) func theLogIsAllZerosAndWholeAfterEveryChange(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 12, layout)
    func check(_ moment: String) throws {
      let log = try folder.bytes(folder.log)
      #expect(log.count == folder.reservedLength, "\(moment)")
      #expect(log.allSatisfy { $0 == 0 }, "\(moment)")
    }
    try check("new")
    var queue = try folder.open()
    try check("opened")
    var envelopes: [Envelope] = []
    for count in 1...6 {
      envelopes.append(layout.sample())
      try await queue.put(envelopes[count - 1])
      try await queue.tidied()
      try check("put \(count)")
    }
    try await queue.settle(envelopes[0].receipt())
    try await queue.tidied()
    try check("settled")
    try await queue.settle(envelopes[1].receipt(.refused))
    try await queue.tidied()
    try check("set aside")
    try await queue.withdraw(envelopes[2].header.withdrawalTag)
    try await queue.tidied()
    try check("withdrawn")
    await queue.close()
    try check("closed")
    queue = try folder.open()
    try check("opened again")
  }

  @Test(arguments: SlotLayout.both) func theFilesNeverGrow(layout: SlotLayout) async throws {
    let count = layout == .words ? 120 : 30
    let folder = try QueueFolder(capacity: count, layout)
    let queue = try folder.open()
    let length = try folder.bytes(folder.database).count
    let first = try folder.bytes(folder.database).prefix(QueueFile.pageSize)
    for round in 1...3 {
      let envelopes = (0..<count).map { _ in layout.sample() }
      await withThrowingTaskGroup(of: Void.self) { group in
        for envelope in envelopes { group.addTask { try await queue.put(envelope) } }
      }
      #expect(queue.level.queued == count)
      await expect(.full) { try await queue.put(layout.sample()) }
      for envelope in envelopes.shuffled() { #expect(try await queue.settle(envelope.receipt())) }
      try await queue.tidied()
      #expect(queue.level.queued == 0)
      #expect(try folder.bytes(folder.log).count == folder.reservedLength, "round \(round)")
      #expect(try folder.bytes(folder.database).count == length, "round \(round)")
      #expect(try folder.files().count == 2)
      #expect(try !folder.holds(envelopes[0]))
    }
    let now = try folder.bytes(folder.database).prefix(QueueFile.pageSize)
    #expect(now == first, "a counter in the first page would say how often something was given")
  }

  @Test(arguments: SlotLayout.both) func theLargestGroupFitsIntoWhatIsReserved(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 100, layout)
    let queue = try folder.open()
    let given = (0..<50).map { _ in layout.sample() }
    for envelope in given { try await queue.put(envelope) }
    // Each takes one slot and empties another: the most that one operation touches.
    await withThrowingTaskGroup(of: Void.self) { group in
      for envelope in given { group.addTask { try await queue.withdraw(envelope.header.withdrawalTag) } }
    }
    try await queue.tidied()
    #expect(queue.level.queued == 50)
    #expect(try folder.bytes(folder.log).count == folder.reservedLength)
  }

  @Test(arguments: SlotLayout.both) func fileTimesSayTheDayOnly(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 4, layout)
    let queue = try folder.open()
    for _ in 0..<3 {
      try await queue.put(layout.sample())
      try await queue.tidied()
      for file in [folder.database, folder.log] {
        var status = stat()
        #expect(stat(file, &status) == 0)
        #expect(status.st_mtim.tv_sec % 86_400 == 0)
        #expect(status.st_mtim.tv_nsec == 0)
        #expect(status.st_atim.tv_sec % 86_400 == 0)
      }
    }
  }

  /// A free slot that has been used looks like one that never was.
  @Test(arguments: SlotLayout.both) func anErasedSlotIsRandomAgain(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 1, layout)
    let queue = try folder.open()
    for _ in 0..<3 {
      let envelope = layout.sample()
      try await queue.put(envelope)
      try await queue.tidied()
      try await queue.settle(envelope.receipt())
      try await queue.tidied()
      #expect(try !folder.holds(envelope))
      let slot = try folder.slot(1)
      #expect(Slot.state(of: slot) == .free)
      let random = slot.dropFirst(Slot.stateLength)
      let counts = random.reduce(into: [Int](repeating: 0, count: 256)) { $0[Int($1)] += 1 }
      // As often as others, within eleven times the spread: anything more has a chance below 10⁻¹³.
      let mean = Double(random.count) / 256
      #expect(Double(counts.max()!) < mean + 11 * mean.squareRoot())
    }
  }
}
