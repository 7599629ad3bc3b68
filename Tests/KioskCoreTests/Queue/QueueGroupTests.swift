import Testing

@testable import KioskCore

/// What comes at once is committed together, and is durable when it is acknowledged.
@Suite struct QueueGroupTests {
  @Test(arguments: [64, 1000]) func whatIsGivenAtOnceIsThereAfterwards(count: Int) async throws {
    let folder = try QueueFolder(capacity: 1024)
    let queue = try folder.open()
    let envelopes = (0..<count).map { _ in Envelope.sample() }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for envelope in envelopes { group.addTask { try await queue.put(envelope) } }
      for try await taken in group { #expect(taken) }
    }
    // Without closing: the power goes, when the last group is settled; files that change cannot be copied as one.
    #expect(await queue.isResponsive())
    let copy = try folder.copy()
    #expect(try await copy.open().all() == Set(envelopes))
    #expect(try await queue.all() == Set(envelopes))
    #expect(queue.level.queued == count)
  }

  @Test func receiptsAndNewcomersMix() async throws {
    let folder = try QueueFolder(capacity: 100)
    let queue = try folder.open()
    let old = (0..<90).map { _ in Envelope.sample() }
    for envelope in old { try await queue.put(envelope) }
    let new = (0..<90).map { _ in Envelope.sample() }
    let taken = await withTaskGroup(of: Envelope?.self) { group in
      for (old, new) in zip(old, new) {
        group.addTask {
          _ = try? await queue.settle(old.receipt())
          return nil
        }
        group.addTask { (try? await queue.put(new)) == true ? new : nil }
      }
      return await group.reduce(into: Set<Envelope>()) { if let envelope = $1 { $0.insert(envelope) } }
    }
    #expect(taken.count >= 10)
    #expect(try await queue.all() == taken)
    await queue.close()
    #expect(try await folder.open().all() == taken)
  }
}
