import Foundation
import Testing

@testable import KioskCore

/// Whoever takes the device and reads every byte of it must not learn the order in which contributions were given.
///
/// Ten histories of 200 contributions each, with receipts, refills and restarts in between; then every trace that the
/// thief has is tested as ``OrderAttackStatistics`` says, at the level of 0.01 for all of them together. What is found
/// is tried again with ten fresh histories, and only what is found again, by the same trace and the same test, at 0.01,
/// is a leak. So a queue that leaks nothing fails this in one run of ten thousand at most. A correlation of 0.15 in
/// each history (about 150 envelopes left) is found in 19 runs of 20; the queues below, which one would write first,
/// are found with chances below 10⁻⁹.
@Suite struct OrderAttackTests {
  static let level = 0.01
  static let histories = 10
  /// Traces that say nothing at all, not even something random: no frames, no second copy, no file of its own.
  static let silent = [
    "log: frame, last", "copies", "file: changed, last", "file: inode changed, last", "file: read, last",
  ]

  @Test func nothingInTheFilesTellsTheOrder() async throws {
    try await expectNothing(looking: ["row", "place in all files, last", "database: page, last"]) {
      try RealQueue(capacity: 180)
    }
  }

  /// Drawings come seldom: there are half as many, in slots of nine pages.
  @Test func nothingTellsTheOrderOfDrawings() async throws {
    try await expectNothing(of: [.media64], count: 100) { try RealQueue(capacity: 80, .drawings) }
  }

  /// Words and drawings together, as they stand on a device, a drawing for each word.
  @Test func nothingInTheTwoPoolsTellsTheOrder() async throws {
    // The times of the two files differ; they are those of all envelopes in them.
    try await expectNothing(
      silent: ["log: frame, last", "copies"], of: [.small, .media64], count: 100
    ) { try RealQueues(capacity: 80) }
  }

  private func expectNothing(
    looking traces: [String] = ["row", "database: page, last"], silent: [String] = Self.silent,
    of buckets: [Bucket] = [.small],
    count: Int = 200, _ make: () throws -> any OrderAttackVictim, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let first = try await attack(seeds: 0..<Self.histories, of: buckets, count: count, on: make)
    for trace in traces {
      #expect(first["\(trace): rank, sum"] != nil, "the thief did not look", sourceLocation: sourceLocation)
    }
    for trace in silent {
      #expect(first["\(trace): rank, sum"] == nil, sourceLocation: sourceLocation)
    }
    let suspects = first.filter { $0.value < Self.level / Double(first.count) }
    guard !suspects.isEmpty else { return }
    let again = Self.histories..<2 * Self.histories
    let second = try await attack(seeds: again, of: buckets, count: count, on: make)
    for (test, chance) in suspects {
      #expect(
        second[test, default: 1] >= Self.level, "\(test) tells the order: \(chance), again \(second[test]!)",
        sourceLocation: sourceLocation)
    }
  }

  /// A row number counts up, and pages are taken in the order in which they are wanted.
  @Test func aPlainTableTellsTheOrder() async throws {
    let chances = try await attack(seeds: 0..<2) { try PlainTable("(id BLOB PRIMARY KEY, bytes BLOB)") }
    expectFound(["row: rank", "database: page, last: rank"], in: chances)
  }

  @Test func aCountedTableTellsTheOrder() async throws {
    let chances = try await attack(seeds: 0..<2) {
      try PlainTable("(number INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB UNIQUE, bytes BLOB)")
    }
    expectFound(["row: rank"], in: chances)
  }

  /// Rewriting the database keeps the order of its row numbers, and makes that of its pages plain.
  @Test func aRewrittenTableTellsTheOrder() async throws {
    let chances = try await attack(seeds: 0..<2) {
      try PlainTable("(id BLOB PRIMARY KEY, bytes BLOB)", vacuums: true)
    }
    expectFound(["row: rank", "database: page, last: rank"], in: chances)
  }

  /// Random keys put the rows in random order, but not the pages on which they go on.
  @Test func aTableWithRandomKeysTellsTheOrder() async throws {
    let chances = try await attack(seeds: 0..<2) {
      try PlainTable("(id BLOB PRIMARY KEY, bytes BLOB) WITHOUT ROWID")
    }
    expectFound(["database: overflow page, last: rank"], in: chances)
  }

  @Test(arguments: SlotLayout.both) func aLogThatIsKeptTellsTheOrder(layout: SlotLayout) async throws {
    let chances = try await attack(seeds: 0..<2, of: [layout.bucket]) { try UnscrubbedQueue(capacity: 250, layout) }
    expectFound(["log: frame, last: rank"], in: chances)
  }

  @Test(arguments: SlotLayout.both) func slotsFilledFromTheFrontTellTheOrder(layout: SlotLayout) async throws {
    let chances = try await attack(seeds: 0..<2, of: [layout.bucket]) { try FirstFreeSlot(capacity: 180, layout) }
    expectFound(["row: rank", "database: page, last: rank", "row: neighbours"], in: chances)
  }

  @Test func aFileForEachTellsTheOrder() async throws {
    let chances = try await attack(seeds: 0..<2) { SpoolDirectory() }
    expectFound(["file: changed, last: rank", "file: inode changed, last: rank"], in: chances)
  }

  /// If the power is cut between the commit and the clearing of the WAL, the thief learns which envelopes came last:
  /// those of one group. Within it the frames stand in the order of their pages.
  @Test func theLogHoldsTheLastGroupAtMost() throws {
    let folder = try QueueFolder(capacity: 60)
    let file = try folder.file()
    for _ in 0..<5 {
      try file.put([.sample(), .sample()])
      try file.settle()
    }
    let last = (0..<20).map { _ in Envelope.sample() }
    try file.put(last)
    let thief = try OrderAttackThief(reading: folder)
    #expect(thief.found(in: "queue.db-wal") == Set(last.map(\.id)))
    #expect(thief.found(in: "queue.db").count == 10)
    let byFrame = try last.sorted {
      try folder.offsets(of: $0.bytes, in: folder.log)[0] < folder.offsets(of: $1.bytes, in: folder.log)[0]
    }
    let slots = try byFrame.map { try #require(file.slots.slotOfID[$0.id]) }
    #expect(slots == slots.sorted())
    try file.settle()
    #expect(try OrderAttackThief(reading: folder).found(in: "queue.db-wal").isEmpty)
  }

  @Test func theStatisticsAreWhatTheySay() throws {
    let rising = try #require(OrderAttackStatistics.scores((0..<100).map(Double.init)))
    #expect(abs(rising.rank - 99.0.squareRoot()) < 1e-9)
    #expect(rising.neighbours < -9)
    let saw = try #require(OrderAttackStatistics.scores((0..<200).map { Double($0 % 20 * 1000 + $0) }))
    #expect(saw.neighbours < -9, "restarts hide an order at large, not the neighbours")
    #expect(OrderAttackStatistics.scores([Double](repeating: 3, count: 50)) == nil)
    #expect(OrderAttackStatistics.ranks([5, 1, 5, 2]) == [3.5, 1, 3.5, 2])
    for (value, degrees, chance) in [(18.307, 10, 0.05), (3.841, 1, 0.05), (7.815, 3, 0.05), (29.588, 10, 0.001)] {
      #expect(abs(OrderAttackStatistics.chiSquared(atLeast: value, degrees: degrees) / chance - 1) < 0.01)
    }

    // Shuffled, both scores have mean 0 and variance 1; over 2,000 the mean is within 0.11 and the variance within 0.16
    // but for one run in a million.
    var generator = SeededGenerator(state: 1)
    let scores = (0..<2000).compactMap { _ in
      OrderAttackStatistics.scores((0..<60).map { Double($0 / 2) }.shuffled(using: &generator))
    }
    for score in [\(rank: Double, neighbours: Double).rank, \.neighbours] {
      let values = scores.map { $0[keyPath: score] }
      #expect(abs(values.reduce(0, +) / 2000) < 0.11)
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } / 2000 - 1) < 0.16)
    }
  }

  /// The chance of each test: trace, score, and how the scores of the histories were combined. A trace that is the same
  /// for all envelopes is none.
  private func attack(
    seeds: Range<Int>, of buckets: [Bucket] = [.small], count: Int = 200,
    on make: () throws -> any OrderAttackVictim
  ) async throws -> [String: Double] {
    var scores: [String: [Double]] = [:]
    for seed in seeds {
      var victim = try make()
      let left = try await history(seed: seed, of: &victim, giving: buckets, count: count)
      let rows = try await victim.rows()
      let thief = try OrderAttackThief(reading: victim.folder)
      for (name, keys) in thief.traces(of: left.map(\.id), rows: rows) {
        guard let score = OrderAttackStatistics.scores(keys) else { continue }
        scores["\(name): rank", default: []].append(score.rank)
        scores["\(name): neighbours", default: []].append(score.neighbours)
      }
    }
    var chances: [String: Double] = [:]
    for (name, scores) in scores {
      (chances["\(name), sum"], chances["\(name), squares"]) = OrderAttackStatistics.chances(scores)
    }
    return chances
  }

  /// Gives envelopes one after the other. About one in four is erased again, and the queue restarts now and then.
  /// - Returns: what is left, in the order in which it was given.
  private func history(
    seed: Int, of victim: inout any OrderAttackVictim, giving buckets: [Bucket], count: Int
  ) async throws -> [Envelope] {
    var generator = SeededGenerator(state: UInt64(seed))
    var left: [Envelope] = []
    for number in 1...count {
      let envelope = Envelope.sample(bucket: buckets.randomElement(using: &generator)!)
      left.append(envelope)
      switch number % 40 {
      case 10, 35: try await victim.putAndCutPower(envelope)
      default: try await victim.put(envelope)
      }
      if Int.random(in: 0..<4, using: &generator) == 0 || left.count > count * 3 / 4 {
        try await victim.erase(left.remove(at: .random(in: left.indices, using: &generator)))
      }
      if number % 29 == 0 { try await victim.restart() }
    }
    return left
  }

  private func expectFound(
    _ tests: [String], in chances: [String: Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for test in tests {
      #expect(chances["\(test), sum", default: 1] < 1e-9, "\(test)", sourceLocation: sourceLocation)
    }
  }
}
