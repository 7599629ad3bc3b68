import Testing

@testable import KioskCore

/// Taking back: what is still here is gone at once, and the store is told in any case.
@Suite struct WithdrawalTests {
  @Test func whatIsStillHereIsErasedAndTheStoreIsTold() async throws {
    let folder = try QueueFolder(capacity: 8)
    let queue = try folder.open()
    let (kept, withdrawn) = (Envelope.sample(), Envelope.sample())
    try await queue.put(kept)
    try await queue.put(withdrawn)
    try await queue.withdraw(withdrawn.header.withdrawalTag)
    try await queue.tidied()
    #expect(try !folder.holds(withdrawn))
    let left = try await queue.all()
    #expect(left.count == 2)
    #expect(left.contains(kept))
    let told = try #require(left.subtracting([kept]).first)
    #expect(told.header.kind == .withdrawal)
    #expect(told.header.withdrawalTag == withdrawn.header.withdrawalTag)
    #expect(told.id != withdrawn.id)
    #expect(try await queue.settle(withdrawn.receipt()) == false, "its receipt may still come")
    #expect(try await queue.settle(told.receipt()))
  }

  @Test func whatIsNoLongerHereIsWithdrawnAtTheStore() async throws {
    let queue = try QueueFolder(capacity: 8).open()
    let sent = Envelope.sample()
    try await queue.put(sent)
    try await queue.settle(sent.receipt())
    try await queue.withdraw(sent.header.withdrawalTag)
    #expect(try await queue.all().map(\.header.withdrawalTag) == [sent.header.withdrawalTag])
  }

  /// The erased envelope makes room for the withdrawal.
  @Test func aFullQueueTakesTheWithdrawalOfWhatItHolds() async throws {
    let queue = try QueueFolder(capacity: 3).open()
    let envelopes = (0..<3).map { _ in Envelope.sample() }
    for envelope in envelopes { try await queue.put(envelope) }
    for envelope in envelopes { try await queue.withdraw(envelope.header.withdrawalTag) }
    let left = try await queue.all()
    #expect(left.allSatisfy { $0.header.kind == .withdrawal })
    #expect(Set(left.map(\.header.withdrawalTag)) == Set(envelopes.map(\.header.withdrawalTag)))
    await expect(.full) { try await queue.withdraw(WithdrawalTag()) }
    #expect(try await queue.all() == left)
  }

  @Test func theLastSlotsAreForWithdrawals() async throws {
    let queue = try QueueFolder(capacity: 256).open()
    for _ in 0..<253 { try await queue.put(.sample()) }
    #expect(queue.level.hasRoom)
    try await queue.put(.sample())
    #expect(!queue.level.hasRoom)
    await expect(.full) { try await queue.put(.sample()) }
    for _ in 0..<2 { try await queue.withdraw(WithdrawalTag()) }
    await expect(.full) { try await queue.withdraw(WithdrawalTag()) }
    #expect(queue.level.queued == 256)
  }

  @Test func aWithdrawalIsNotErasedByAnother() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    let tag = WithdrawalTag()
    try await queue.withdraw(tag)
    try await queue.withdraw(tag)
    #expect(try await queue.all().count == 2)
  }

  @Test func itWorksOnWhatWasFoundAtStart() async throws {
    let folder = try QueueFolder(capacity: 4)
    let envelope = Envelope.sample()
    var queue = try folder.open()
    try await queue.put(envelope)
    await queue.close()
    queue = try folder.open()
    try await queue.withdraw(envelope.header.withdrawalTag)
    try await queue.tidied()
    #expect(try !folder.holds(envelope))
    await queue.close()
    queue = try folder.open()
    #expect(try await queue.all().map(\.header.kind) == [.withdrawal])
  }

  @Test func givingAndTakingBackInOneGroupLeavesTheWithdrawalOnly() throws {
    let folder = try QueueFolder(capacity: 3)
    let file = try folder.file()
    let envelope = Envelope.sample()
    var plan = QueuePlan()
    #expect(try plan.add(.put(envelope), to: &file.slots) { _ in nil })
    let withdrawal = Envelope(withdrawing: envelope.header.withdrawalTag)
    #expect(try plan.add(.withdraw(withdrawal), to: &file.slots) { _ in nil })
    try file.write(Array(plan.changes.values), counting: plan.counts)
    #expect(try !folder.holds(envelope))
    #expect(file.slots.queued.values.map(\.id) == [withdrawal.id])
    #expect(file.slots.free.count == 2)
    #expect(try SlotIndex(reading: file.connection, .words).queued.values.map(\.id) == [withdrawal.id])
  }
}
