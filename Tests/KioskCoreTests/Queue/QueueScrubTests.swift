import Foundation
import Testing

@testable import KioskCore

/// Between two groups the files hold envelopes in slots and nothing else: no frame, no growth, no clock.
@Suite struct QueueScrubTests {
  @Test func theLogIsAllZerosAndWholeAfterEveryChange() async throws {
    let folder = try QueueFolder(capacity: 12)
    func check(_ moment: String) throws {
      let log = try folder.bytes(folder.log)
      #expect(log.count == QueueFolder.reservedLength, "\(moment)")
      #expect(log.allSatisfy { $0 == 0 }, "\(moment)")
    }
    try check("new")
    var queue = try folder.open()
    try check("opened")
    var envelopes: [Envelope] = []
    for count in 1...6 {
      envelopes.append(.sample())
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

  @Test func theFilesNeverGrow() async throws {
    let folder = try QueueFolder(capacity: 120)
    let queue = try folder.open()
    let length = try folder.bytes(folder.database).count
    let first = try folder.bytes(folder.database).prefix(QueueFile.pageSize)
    for round in 1...3 {
      let envelopes = (0..<120).map { _ in Envelope.sample() }
      await withThrowingTaskGroup(of: Void.self) { group in
        for envelope in envelopes { group.addTask { try await queue.put(envelope) } }
      }
      #expect(queue.level.queued == 120)
      await expect(.full) { try await queue.put(.sample()) }
      for envelope in envelopes.shuffled() { #expect(try await queue.settle(envelope.receipt())) }
      try await queue.tidied()
      #expect(queue.level.queued == 0)
      #expect(try folder.bytes(folder.log).count == QueueFolder.reservedLength, "round \(round)")
      #expect(try folder.bytes(folder.database).count == length, "round \(round)")
      #expect(try folder.files().count == 2)
      #expect(try !folder.holds(envelopes[0]))
    }
    let now = try folder.bytes(folder.database).prefix(QueueFile.pageSize)
    #expect(now == first, "a counter in the first page would say how often something was given")
  }

  @Test func theLargestGroupFitsIntoWhatIsReserved() async throws {
    let folder = try QueueFolder(capacity: 100)
    let queue = try folder.open()
    let given = (0..<50).map { _ in Envelope.sample() }
    for envelope in given { try await queue.put(envelope) }
    // Each takes one slot and empties another: the most that one operation touches.
    await withThrowingTaskGroup(of: Void.self) { group in
      for envelope in given { group.addTask { try await queue.withdraw(envelope.header.withdrawalTag) } }
    }
    try await queue.tidied()
    #expect(queue.level.queued == 50)
    #expect(try folder.bytes(folder.log).count == QueueFolder.reservedLength)
  }

  @Test func fileTimesSayTheDayOnly() async throws {
    let folder = try QueueFolder(capacity: 4)
    let queue = try folder.open()
    for _ in 0..<3 {
      try await queue.put(.sample())
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
  @Test func anErasedSlotIsRandomAgain() async throws {
    let folder = try QueueFolder(capacity: 1)
    let queue = try folder.open()
    for _ in 0..<3 {
      let envelope = Envelope.sample()
      try await queue.put(envelope)
      try await queue.tidied()
      let offset = try #require(try folder.offsets(of: envelope.bytes, in: folder.database).first)
      try await queue.settle(envelope.receipt())
      try await queue.tidied()
      let slot = try folder.bytes(folder.database)[(offset - Slot.headLength)...].prefix(Slot.length)
      #expect(Slot.state(of: Array(slot)) == .free)
      let counts = slot.dropFirst(Slot.stateLength).reduce(into: [Int](repeating: 0, count: 256)) { $0[Int($1)] += 1 }
      // 4,128 bytes of 256 values: 16.1 each; more than 60 of one has a chance below 10⁻¹³.
      #expect(counts.max()! < 60)
    }
  }
}
