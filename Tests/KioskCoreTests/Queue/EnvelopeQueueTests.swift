import Synchronization
import Testing

@testable import KioskCore

/// What is promised to whoever holds a queue: everything taken is kept until its own receipt, and nothing else is.
@Suite struct EnvelopeQueueTests {
  @Test func whatWasPutComesOutUntilItsReceipt() async throws {
    let folder = try QueueFolder(capacity: 8)
    let queue = try folder.open()
    let envelopes = (0..<5).map { _ in Envelope.sample() }
    for envelope in envelopes { #expect(try await queue.put(envelope)) }
    #expect(try await queue.all() == Set(envelopes))
    #expect(queue.level == QueueLevel(queued: 5, capacity: 8, setAside: 0, isHealthy: true))

    #expect(try await queue.settle(envelopes[2].receipt()))
    #expect(try await queue.all() == Set(envelopes).subtracting([envelopes[2]]))
    #expect(queue.level.queued == 4)
    #expect(try await queue.settle(envelopes[2].receipt()) == false)
    try await queue.tidied()
    #expect(try !folder.holds(envelopes[2]))
    #expect(try folder.holds(envelopes[3]))
  }

  @Test func aSlotInUseIsNeverWrittenOver() async throws {
    let folder = try QueueFolder(capacity: 40)
    let queue = try folder.open()
    var kept: Set<Envelope> = []
    for round in 0..<6 {
      while kept.count < 40 {
        let envelope = Envelope.sample()
        try await queue.put(envelope)
        kept.insert(envelope)
      }
      #expect(try await queue.all() == kept, "round \(round)")
      for envelope in kept.prefix(round % 2 == 0 ? 25 : 40) {
        #expect(try await queue.settle(envelope.receipt()))
        kept.remove(envelope)
      }
    }
  }

  @Test func theSameIDTwiceIsOne() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    let envelope = Envelope.sample()
    #expect(try await queue.put(envelope))
    #expect(try await queue.put(envelope) == false)
    #expect(try await queue.all() == [envelope])
    #expect(queue.level.queued == 1)
  }

  @Test func aReceiptWithAnotherDigestErasesNothing() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    var digest = envelope.digest
    digest[31] ^= 1
    for wrong in [digest, [], Array(digest.dropLast()), Envelope.sample().digest] {
      for outcome in Receipt.Outcome.allCases {
        #expect(try await queue.settle(Receipt(id: envelope.id, digest: wrong, outcome: outcome)) == false)
      }
    }
    #expect(try await queue.all() == [envelope])
    #expect(try await queue.settle(envelope.receipt()))
  }

  @Test func aReceiptForAnUnknownIDDoesNothing() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    let unknown = Receipt(id: EnvelopeID(), digest: envelope.digest, outcome: .stored)
    #expect(try await queue.settle(unknown) == false)
    #expect(try await queue.all() == [envelope])
  }

  @Test(arguments: [Receipt.Outcome.stored, .withdrawn, .quarantined])
  func whatTheStoreHasIsErased(outcome: Receipt.Outcome) async throws {
    let folder = try QueueFolder(capacity: 4)
    let queue = try folder.open()
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    #expect(try await queue.settle(envelope.receipt(outcome)))
    try await queue.tidied()
    #expect(try await queue.all().isEmpty)
    #expect(try !folder.holds(envelope))
    #expect(queue.level == QueueLevel(queued: 0, capacity: 4, setAside: 0, isHealthy: true))
  }

  @Test func whatTheStoreRefusesIsSetAsideUntilItIsReleased() async throws {
    let folder = try QueueFolder(capacity: 2)
    var queue = try folder.open()
    let refused = Envelope.sample()
    try await queue.put(refused)
    #expect(try await queue.settle(refused.receipt(.refused)))
    #expect(try await queue.all().isEmpty)
    #expect(queue.level == QueueLevel(queued: 0, capacity: 2, setAside: 1, isHealthy: true))
    try await queue.put(.sample())
    await expect(.full) { try await queue.put(.sample()) }

    await queue.close()
    queue = try folder.open()
    #expect(queue.level == QueueLevel(queued: 1, capacity: 2, setAside: 1, isHealthy: true))
    #expect(try await queue.releaseRefused() == 1)
    #expect(try await queue.releaseRefused() == 0)
    #expect(queue.level == QueueLevel(queued: 2, capacity: 2, setAside: 0, isHealthy: true))
    #expect(try await queue.all().contains(refused))
    #expect(try await queue.settle(refused.receipt()))
    try await queue.tidied()
    #expect(try !folder.holds(refused))
  }

  @Test func aFullQueueRefusesTheNewestAndKeepsTheRest() async throws {
    let queue = try QueueFolder(capacity: 7).open()
    var kept: Set<Envelope> = []
    for _ in 0..<7 {
      #expect(queue.level.hasRoom)
      let envelope = Envelope.sample()
      try await queue.put(envelope)
      kept.insert(envelope)
    }
    #expect(!queue.level.hasRoom)
    await expect(.full) { try await queue.put(.sample()) }
    #expect(try await queue.put(kept.first!) == false, "what is here already is no newcomer")
    #expect(try await queue.all() == kept)

    let sent = kept.removeFirst()
    #expect(try await queue.settle(sent.receipt()))
    let newcomer = Envelope.sample()
    try await queue.put(newcomer)
    #expect(try await queue.all() == kept.union([newcomer]))
  }

  @Test func manyAtOnceNeverExceedTheCapacity() async throws {
    let queue = try QueueFolder(capacity: 50).open()
    let envelopes = (0..<80).map { _ in Envelope.sample() }
    let taken = await withTaskGroup { group in
      for envelope in envelopes {
        group.addTask { (try? await queue.put(envelope)) == true ? envelope : nil }
      }
      return await group.reduce(into: Set<Envelope>()) { if let envelope = $1 { $0.insert(envelope) } }
    }
    #expect(taken.count == 50)
    #expect(try await queue.all() == taken)
  }

  @Test func anEnvelopeOfAnotherSizeHasNoSlot() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    await expect(.invalid) { try await queue.put(.sample(bucket: .media64)) }
    #expect(queue.level.queued == 0)
  }

  @Test func aBatchIsBoundedAndInNoOrder() async throws {
    let queue = try QueueFolder(capacity: 64).open()
    for _ in 0..<60 { try await queue.put(.sample()) }
    #expect(try await queue.batch(limit: -1).isEmpty)
    #expect(try await queue.batch(limit: 0).isEmpty)
    #expect(try await queue.batch(limit: 7).count == 7)
    #expect(try await queue.batch(limit: 1000).count == 60)
    let orders = [try await queue.batch(limit: 60), try await queue.batch(limit: 60)].map { $0.map(\.id) }
    #expect(orders[0] != orders[1])
  }

  @Test func whoeverWatchesTheLevelSeesEveryChange() async throws {
    let folder = try QueueFolder(capacity: 3)
    let seen = Mutex<[Int]>([])
    let queue = try QueuePool(at: folder.database) { level in seen.withLock { $0.append(level.queued) } }
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    try await queue.put(envelope)
    try await queue.put(.sample())
    try await queue.settle(envelope.receipt())
    #expect(seen.withLock { $0 } == [0, 1, 2, 1])
  }

  @Test func aClosedQueueRefusesEverything() async throws {
    let folder = try QueueFolder(capacity: 3)
    let queue = try folder.open()
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    await queue.close()
    await expect(.cancelled) { try await queue.put(.sample()) }
    await expect(.cancelled) { try await queue.settle(envelope.receipt()) }
    await expect(.cancelled) { try await queue.withdraw(envelope.header.withdrawalTag) }
    await expect(.cancelled) { _ = try await queue.batch(limit: 1) }
    await expect(.cancelled) { _ = try await queue.integrityProblem() }
    await queue.close()

    let other = try folder.open()
    #expect(try await other.all() == [envelope])
  }

  @Test func thePagesAreSound() async throws {
    let queue = try QueueFolder(capacity: 30).open()
    for _ in 0..<30 { try await queue.put(.sample()) }
    #expect(try await queue.integrityProblem() == nil)
  }
}
