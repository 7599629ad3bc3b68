import Foundation
import Synchronization
import Testing

@testable import KioskCore

/// The queue as a device has it: a pool for words and choices and one for drawings, each for itself and both as one.
@Suite struct TwoPoolsTests {
  /// A directory with both pools.
  private final class Folder: Sendable {
    let words: QueueFolder
    var drawings: String { words.path + "/drawings.db" }

    init(words capacity: Int, drawings: Int) throws {
      words = try QueueFolder(capacity: capacity)
      try EnvelopeQueue.createDrawings(at: self.drawings, capacity: drawings)
    }

    func open(
      takesDrawings: Bool = true, onChange: @escaping @Sendable (QueueLevels) -> Void = { _ in }
    ) throws -> EnvelopeQueue {
      try EnvelopeQueue(at: words.database, drawings: drawings, takesDrawings: takesDrawings) { [self] level in
        withExtendedLifetime(self) { onChange(level) }
      }
    }
  }

  private func drawing(_ tag: WithdrawalTag = WithdrawalTag()) -> Envelope { .sample(bucket: .media64, tag: tag) }

  private func all(_ queue: EnvelopeQueue) async throws -> Set<Envelope> {
    var found: Set<Envelope> = []
    for _ in 0..<1000 where found.count < queue.level.queued {
      found.formUnion(try await queue.batch(limit: 64))
    }
    return found
  }

  @Test func eachHasItsPlace() async throws {
    let folder = try Folder(words: 6, drawings: 4)
    var queue = try folder.open()
    let (words, drawing) = (Envelope.sample(), drawing())
    #expect(try await queue.put(words, session: "monday"))
    #expect(try await queue.put(drawing, session: "monday"))
    #expect(try await queue.put(drawing) == false)
    for _ in 0..<2 {
      #expect(queue.level.words == QueueLevel(queued: 1, capacity: 6))
      #expect(queue.level.drawings == QueueLevel(bucket: .media64, queued: 1, capacity: 4))
      #expect((queue.level.queued, queue.level.capacity, queue.level.setAside) == (2, 10, 0))
      #expect(try await all(queue) == [words, drawing])
      #expect(try await queue.totals() == QueueTotals(sealed: 2, queued: 2))
      #expect(try await queue.sealed(in: "monday") == 2)
      #expect(try await queue.integrityProblem() == nil)
      #expect(await queue.isResponsive())
      await queue.close()
      queue = try folder.open()
    }
    #expect(try await queue.settle(drawing.receipt()))
    #expect(try await queue.settle(drawing.receipt()) == false)
    #expect(try await queue.settle(words.receipt(.refused)))
    #expect(queue.level.setAside == 1 && queue.level.queued == 0)
    #expect(try await queue.releaseRefused() == 1)
    #expect(try await queue.totals() == QueueTotals(sealed: 2, receipted: 1, queued: 1))
    for bucket in Bucket.allCases where ![.small, .media64].contains(bucket) {
      await expect(.invalid) { try await queue.put(.sample(bucket: bucket)) }
    }
  }

  @Test func aFullPoolDoesNotKeepTheOtherFromTaking() async throws {
    let queue = try Folder(words: 2, drawings: 2).open()
    for _ in 0..<2 { try await queue.put(drawing()) }
    await expect(.full) { try await queue.put(drawing()) }
    #expect(queue.level.hasRoom && !queue.level.hasRoomForDrawings)
    for _ in 0..<2 { try await queue.put(.sample()) }
    await expect(.full) { try await queue.put(.sample()) }
    #expect(!queue.level.hasRoom)

    let other = try Folder(words: 1, drawings: 2).open()
    try await other.put(.sample())
    #expect(!other.level.hasRoom && other.level.hasRoomForDrawings)
    try await other.put(drawing())
  }

  @Test func withoutThePoolNoDrawingIsTaken() async throws {
    let folder = try Folder(words: 3, drawings: 3)
    var queue = try folder.open()
    let waiting = drawing()
    try await queue.put(waiting)
    await queue.close()
    // There is one, and it is not used any more: what waits is sent.
    queue = try folder.open(takesDrawings: false)
    await expect(.notReady) { try await queue.put(drawing()) }
    #expect(!queue.level.hasRoomForDrawings)
    #expect(try await all(queue) == [waiting])
    #expect(try await queue.settle(waiting.receipt()))
    await queue.close()
    queue = try EnvelopeQueue(at: folder.words.database)
    await expect(.notReady) { try await queue.put(drawing()) }
    #expect((queue.level.drawings.capacity, queue.level.isHealthy) == (0, true))
    try await queue.put(.sample())
    try await queue.withdraw(WithdrawalTag())
    #expect(try await queue.totals() == QueueTotals(sealed: 1, withdrawals: 1, queued: 2))
    await queue.close()
  }

  @Test func aMissingPoolIsNoEmptyOne() async throws {
    let folder = try Folder(words: 3, drawings: 3)
    for name in ["drawings.db", "drawings.db-wal"] {
      let moved = "\(folder.words.path)/\(name)"
      try FileManager.default.moveItem(atPath: moved, toPath: moved + ".away")
      let before = try folder.words.files()
      await expect(.notFound) { _ = try folder.open() }
      #expect(try folder.words.files() == before)
      try FileManager.default.moveItem(atPath: moved + ".away", toPath: moved)
    }
    await { await $0.close() }(try folder.open())
  }

  /// A withdrawal erases the drawing and takes its place, so that it needs no other; the store is told in any case.
  @Test func aDrawingIsTakenBack() async throws {
    let folder = try Folder(words: 1, drawings: 1)
    var queue = try folder.open()
    let gone = drawing()
    try await queue.put(gone)
    try await queue.put(.sample())
    try await queue.withdraw(gone.header.withdrawalTag)
    #expect(queue.level.queued == 2)
    await queue.close()
    let copy = try #require(try? folder.words.copy())
    #expect(try !copy.holds(gone))
    queue = try folder.open()
    let told = try #require(try await all(queue).first { $0.header.kind == .withdrawal })
    #expect(told.header.withdrawalTag == gone.header.withdrawalTag)
    #expect(told.bytes.count == Bucket.small.envelopeLength, "on the wire it is like any other")
    #expect(try await queue.totals() == QueueTotals(sealed: 2, withdrawals: 1, withdrawn: 1, queued: 2))
    #expect(try await queue.settle(told.receipt()))
    #expect(queue.level.drawings.queued == 0)
    try await queue.put(drawing())
  }

  @Test func whatIsNoLongerHereIsTakenBackAtTheStore() async throws {
    let queue = try Folder(words: 4, drawings: 2).open()
    let (words, sent) = (Envelope.sample(), drawing())
    try await queue.put(words)
    try await queue.put(sent)
    #expect(try await queue.settle(sent.receipt()))
    try await queue.withdraw(sent.header.withdrawalTag)
    try await queue.withdraw(words.header.withdrawalTag)
    #expect(queue.level.words.queued == 2 && queue.level.drawings.queued == 0)
    #expect(try await queue.totals() == QueueTotals(sealed: 2, withdrawals: 2, receipted: 1, withdrawn: 1, queued: 2))
  }

  @Test func batchesAreMixedAndBounded() async throws {
    let queue = try Folder(words: 64, drawings: 20).open()
    var given: Set<Envelope> = []
    for _ in 0..<20 { given.formUnion([.sample(), drawing()]) }
    for envelope in given { try await queue.put(envelope) }
    var orders: Set<[EnvelopeID]> = []
    var hasMixed = false
    for _ in 0..<20 {
      let batch = try await queue.batch(limit: 64)
      #expect(batch.reduce(0) { $0 + $1.bytes.count } <= EnvelopeQueue.batchBytes)
      #expect(!batch.isEmpty && given.isSuperset(of: batch) && Set(batch).count == batch.count)
      hasMixed = hasMixed || Set(batch.map(\.header.bucket)).count == 2
      orders.insert(batch.map(\.id))
    }
    #expect(orders.count > 1 && hasMixed)
    // Until nothing waits.
    while queue.level.queued > 0 {
      for envelope in try await queue.batch(limit: 7) { #expect(try await queue.settle(envelope.receipt())) }
    }
    #expect(try await queue.batch(limit: 64).isEmpty)
    #expect(try await queue.batch(limit: 0).isEmpty)
  }

  @Test func damagedDrawingsDoNotHoldUpTheWords() async throws {
    let folder = try Folder(words: 8, drawings: 8)
    var queue = try folder.open()
    let (words, drawings) = (Envelope.sample(), (0..<7).map { _ in drawing() })
    for envelope in drawings + [words] { try await queue.put(envelope) }
    await queue.close()
    for envelope in drawings {
      let place = try #require(try folder.words.offsets(of: envelope.front, in: folder.drawings).first)
      try folder.words.change(folder.drawings, at: place + 1500) { ~$0 }
    }
    queue = try folder.open()
    #expect(try await queue.batch(limit: 64) == [words])
    #expect((queue.level.queued, queue.level.setAside) == (1, 7))
  }

  /// The files of one pool go while it is open: the other goes on, and a wish to take something back is still recorded.
  @Test(arguments: ["queue.db-wal", "drawings.db-wal"])
  func aPoolThatFailsDoesNotTakeTheOtherWithIt(name: String) async throws {
    let folder = try Folder(words: 8, drawings: 8)
    let queue = try folder.open()
    let isWords = name.hasPrefix("queue")
    func sample(_ isWords: Bool) -> Envelope { isWords ? .sample() : drawing() }
    let whole = sample(!isWords)
    try await queue.put(whole)
    AtomicFile.remove("\(folder.words.path)/\(name)")
    _ = try? await queue.put(sample(isWords))
    await expect(.notFound) { try await queue.put(sample(isWords)) }
    #expect(!queue.level.isHealthy)
    #expect(isWords ? queue.level.hasRoomForDrawings : queue.level.hasRoom)
    #expect(try await queue.put(sample(!isWords)))
    #expect(try await queue.batch(limit: 64).contains(whole))
    #expect(try await queue.settle(whole.receipt()))
    await expect(.notFound) { _ = try await queue.totals() }
    if !isWords { try await queue.withdraw(WithdrawalTag()) }
    await queue.close()
  }

  /// Two threads tell of changes; what is told last is what is.
  @Test func whoeverWatchesIsToldTheLastLevelLast() async throws {
    let told = Mutex(QueueLevels())
    let queue = try Folder(words: 40, drawings: 40).open { level in told.withLock { $0 = level } }
    for _ in 0..<5 {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<12 {
          group.addTask { _ = try? await queue.put(number % 2 == 0 ? .sample() : .sample(bucket: .media64)) }
        }
      }
      #expect(await queue.isResponsive())
      #expect(told.withLock { $0 } == queue.level)
      for envelope in try await all(queue) { #expect(try await queue.settle(envelope.receipt())) }
      #expect(queue.level.queued == 0)
    }
  }

  @Test func theCapacityOfDrawingsHasBounds() async throws {
    for capacity in [-1, 0, 4097] {
      let folder = try QueueFolder()
      await expect(.invalid) { try EnvelopeQueue.createDrawings(at: folder.path + "/drawings.db", capacity: capacity) }
      #expect(try folder.files().isEmpty)
    }
    let folder = try QueueFolder(capacity: EnvelopeQueue.defaultDrawingCapacity, .drawings)
    // A page for each part, two for the table of them, and one each for the schema, the capacity and the tally.
    #expect(try folder.bytes(folder.database).count == (128 * 9 + 6) * 8192)
    #expect(try folder.bytes(folder.log).count == 953_088)
  }
}
