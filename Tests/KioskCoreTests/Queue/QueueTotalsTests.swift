import Testing

@testable import KioskCore

/// What is counted, and that it adds up from any moment to any later one.
@Suite struct QueueTotalsTests {
  @Test func aNewQueueHasNothingToCount() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    #expect(try await queue.totals() == QueueTotals())
    #expect(try await queue.sealed(in: "monday") == 0)
  }

  @Test func whatIsPutIsCountedOnce() async throws {
    let folder = try QueueFolder(capacity: 3)
    var queue = try folder.open()
    let envelope = Envelope.sample()
    try await queue.put(envelope, session: "monday")
    #expect(try await queue.put(envelope, session: "monday") == false)
    try await queue.put(.sample(), session: "tuesday")
    try await queue.put(.sample())
    await expect(.full) { try await queue.put(.sample(), session: "tuesday") }
    await expect(.invalid) { try await queue.put(.sample(bucket: .media64), session: "tuesday") }
    for _ in 0..<2 {
      #expect(try await queue.totals() == QueueTotals(sealed: 3, queued: 3))
      #expect(try await queue.sealed(in: "monday") == 1)
      #expect(try await queue.sealed(in: "tuesday") == 1)
      #expect(try await queue.sealed(in: "") == 0)
      await queue.close()
      queue = try folder.open()
    }
  }

  @Test(arguments: Receipt.Outcome.allCases) func aReceiptIsCounted(outcome: Receipt.Outcome) async throws {
    let queue = try QueueFolder(capacity: 4).open()
    let envelope = try await queue.given()
    let wrong = Receipt(id: envelope.id, digest: [1], outcome: outcome)
    #expect(try await queue.settle(wrong) == false)
    #expect(try await queue.totals() == QueueTotals(sealed: 1, queued: 1))
    #expect(try await queue.settle(envelope.receipt(outcome)))
    #expect(try await queue.settle(envelope.receipt(outcome)) == false)
    let refused = QueueTotals(sealed: 1, setAside: 1)
    #expect(try await queue.totals() == (outcome == .refused ? refused : QueueTotals(sealed: 1, receipted: 1)))
    guard outcome == .refused else { return }
    #expect(try await queue.releaseRefused() == 1)
    #expect(try await queue.totals() == QueueTotals(sealed: 1, queued: 1))
  }

  @Test func aWithdrawalIsCountedAndWhatItErasedToo() async throws {
    let queue = try QueueFolder(capacity: 3).open()
    let tag = WithdrawalTag()
    for _ in 0..<2 { try await queue.put(.sample(tag: tag), session: "monday") }
    try await queue.withdraw(tag)
    #expect(try await queue.totals() == QueueTotals(sealed: 2, withdrawals: 1, withdrawn: 2, queued: 1))
    try await queue.withdraw(tag)
    try await queue.withdraw(WithdrawalTag())
    await expect(.full) { try await queue.withdraw(WithdrawalTag()) }
    #expect(try await queue.totals() == QueueTotals(sealed: 2, withdrawals: 3, withdrawn: 2, queued: 3))
    for withdrawal in try await queue.all() { try await queue.settle(withdrawal.receipt()) }
    #expect(try await queue.totals() == QueueTotals(sealed: 2, withdrawals: 3, receipted: 3, withdrawn: 2))
    #expect(try await queue.sealed(in: "monday") == 2, "it was given, though it was taken back")
  }

  @Test func whatIsDamagedMovesAside() async throws {
    let folder = try QueueFolder(capacity: 4)
    let queue = try folder.open()
    let envelope = try await queue.given()
    try await queue.put(.sample())
    await queue.close()
    let place = try #require(try folder.offsets(of: envelope.bytes, in: folder.database).first)
    try folder.change(folder.database, at: place + 2000) { ~$0 }
    let again = try folder.open()
    #expect(try await again.totals() == QueueTotals(sealed: 2, queued: 2))
    #expect(try await again.all().count == 1)
    #expect(try await again.totals() == QueueTotals(sealed: 2, queued: 1, setAside: 1))
  }

  /// The thirty-third session is one too many: then it is the only one that is counted apart.
  @Test func soManySessionsAreCountedAndNoMore() async throws {
    let folder = try QueueFolder(capacity: 100)
    let queue = try folder.open()
    let length = try folder.bytes(folder.database).count
    // As long as a name may be: all rows stand in one page, or else the file would grow.
    let names = (100..<200).map { "\($0)" + String(repeating: "x", count: QueueTally.longestSession - 3) }
    func counted() async throws -> [UInt64] {
      var counts: [UInt64] = []
      for name in names.prefix(34) { counts.append(try await queue.sealed(in: name)) }
      return counts
    }
    for name in names.prefix(QueueTally.sessionLimit) { try await queue.put(.sample(), session: name) }
    try await queue.put(.sample(), session: names[0])
    #expect(try await counted() == [2] + [UInt64](repeating: 1, count: 31) + [0, 0])
    try await queue.put(.sample(), session: names[32])
    #expect(try await counted() == [UInt64](repeating: 0, count: 32) + [1, 0])
    try await queue.put(.sample(), session: names[0])
    #expect(try await counted() == [1] + [UInt64](repeating: 0, count: 31) + [1, 0])
    #expect(try await queue.totals() == QueueTotals(sealed: 35, queued: 35))
    // A whole group of others.
    await withThrowingTaskGroup(of: Bool.self) { group in
      for name in names.suffix(60) { group.addTask { try await queue.put(.sample(), session: name) } }
    }
    try await queue.tidied()
    #expect(try await queue.totals().sealed == 95)
    let rows = try #require(try folder.number("SELECT count(*) FROM tally WHERE name LIKE 'session/%'"))
    #expect((1...QueueTally.sessionLimit).contains(rows))
    #expect(try folder.bytes(folder.database).count == length)
  }

  /// Nothing of a session that is no longer counted is left in the page.
  @Test func whatIsNoLongerCountedIsGone() async throws {
    let folder = try QueueFolder(capacity: 100)
    let queue = try folder.open()
    for number in 10...42 { try await queue.put(.sample(), session: "evening-\(number)") }
    try await queue.tidied()
    #expect(try folder.offsets(of: Array("session/evening-".utf8), in: folder.database).count == 1)
    #expect(try folder.offsets(of: Array("session/evening-42".utf8), in: folder.database).count == 1)
  }

  @Test func aSessionsNameHasBounds() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    for name in [String(repeating: "x", count: 65), String(repeating: "ä", count: 33), "a\0b"] {
      await expect(.invalid) { try await queue.put(.sample(), session: name) }
      #expect(try await queue.sealed(in: name) == 0)
    }
    #expect(try await queue.totals() == QueueTotals())
    for name in [String(repeating: "ä", count: 32), "*'%?"] {
      try await queue.put(.sample(), session: name)
      #expect(try await queue.sealed(in: name) == 1)
    }
  }

  /// Names that the tally has itself are names like any other.
  @Test func aSessionCannotBeTakenForATotal() async throws {
    let queue = try QueueFolder(capacity: 4).open()
    try await queue.put(.sample(), session: "sealed")
    try await queue.put(.sample(), session: "receipted")
    #expect(try await queue.totals() == QueueTotals(sealed: 2, queued: 2))
    #expect(try await queue.sealed(in: "sealed") == 1)
    #expect(try await queue.sealed(in: "../sealed") == 0)
  }
}

extension QueueTotals {
  /// Whether everything that came since is accounted for.
  func addsUp(since then: QueueTotals) -> Bool {
    then.queued + then.setAside + (sealed - then.sealed) + (withdrawals - then.withdrawals)
      == (receipted - then.receipted) + (withdrawn - then.withdrawn) + setAside + queued
  }
}
