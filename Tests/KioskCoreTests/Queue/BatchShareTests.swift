import Testing

@testable import KioskCore

/// How a batch is made up of both pools.
@Suite struct BatchShareTests {
  private func levels(_ words: Int, _ drawings: Int) -> QueueLevels {
    QueueLevels(
      words: QueueLevel(queued: words, capacity: 2048),
      drawings: QueueLevel(bucket: .media64, queued: drawings, capacity: 128), takesDrawings: true)
  }

  private func share(_ words: Int, _ drawings: Int, limit: Int, bytes: Int = 256 << 10, seed: UInt64 = 1) -> BatchShare
  {
    var generator = SeededGenerator(state: seed)
    return BatchShare(of: levels(words, drawings), limit: limit, bytes: bytes, using: &generator)
  }

  @Test func itTakesNoMoreThanIsThereOrAskedFor() {
    for seed in 0..<200 as Range<UInt64> {
      let some = share(5, 2, limit: 4, seed: seed)
      #expect(some.words + some.drawings == 4 && some.words <= 4 && some.drawings <= 2)
      let all = share(5, 2, limit: .max, seed: seed)
      #expect(all.words == 5 && all.drawings == 2)
    }
    for limit in [Int.min, 0] {
      let none = share(5, 2, limit: limit)
      #expect(none.words == 0 && none.drawings == 0)
    }
    #expect(share(0, 0, limit: 64).words == 0)
  }

  @Test func itIsBoundedByBytes() {
    #expect(share(2000, 0, limit: .max).words == 64)
    #expect(share(0, 100, limit: 64).drawings == 4)
    for seed in 0..<200 as Range<UInt64> {
      let mixed = share(100, 100, limit: 64, seed: seed)
      #expect(mixed.words * 4096 + mixed.drawings * 65_536 <= 256 << 10)
      #expect(mixed.words + mixed.drawings > 0)
    }
    #expect(share(0, 3, limit: 64, bytes: 1).drawings == 1, "one goes in any case")
  }

  /// Each envelope that waits is as likely to be the first: 9 of 10 are words here. Beyond 5.2 spreads has a chance of
  /// two in ten million.
  @Test func itIsFair() {
    let words = (0..<10_000).reduce(0) { $0 + share(90, 10, limit: 1, seed: UInt64($1)).words }
    #expect(abs(Double(words) - 9000) < 5.2 * (10_000 * 0.9 * 0.1).squareRoot())
  }
}
