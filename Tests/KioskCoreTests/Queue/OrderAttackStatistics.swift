import Foundation

/// Whether a physical trace tells the order in which envelopes were given.
///
/// Each history gives two scores for each trace, both standard normal when the trace knows nothing:
/// - **rank**: Spearman's rank correlation between the trace and the true order, times √(n−1). It sees a trace that
///   rises or falls with time.
/// - **neighbours**: Bartels' rank version of von Neumann's ratio. It sees envelopes that were given one after the
///   other and stand near each other, whatever the order at large, as after many restarts.
///
/// Over the histories each score is combined in two ways: the sum (Stouffer), which sees a weak leak in the same
/// direction each time, and the sum of squares (χ²), which sees one whose direction changes. So there are four tests a
/// trace. Bonferroni's correction divides the level by the number of all of them.
enum OrderAttackStatistics {
  /// The scores of one trace in one history; `keys` is what the trace says, in the true order. Nil when it says
  /// nothing: too few envelopes, or the same for all.
  static func scores(_ keys: [Double]) -> (rank: Double, neighbours: Double)? {
    let count = Double(keys.count)
    let ranks = ranks(keys)
    let mean = (count + 1) / 2
    let spread = ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    guard keys.count >= 10, spread > 0 else { return nil }

    let time = (1...keys.count).map { Double($0) - mean }
    let timeSpread = count * (count * count - 1) / 12
    let correlation = zip(ranks, time).reduce(0) { $0 + ($1.0 - mean) * $1.1 } / (spread * timeSpread).squareRoot()

    let steps = zip(ranks, ranks.dropFirst()).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let variance =
      4 * (count - 2) * (5 * count * count - 2 * count - 9) / (5 * count * (count + 1) * (count - 1) * (count - 1))
    return (correlation * (count - 1).squareRoot(), (steps / spread - 2) / variance.squareRoot())
  }

  /// Ranks from 1; equals share the mean of theirs.
  static func ranks(_ keys: [Double]) -> [Double] {
    let order = keys.indices.sorted { keys[$0] < keys[$1] }
    var ranks = [Double](repeating: 0, count: keys.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
      for index in start..<end { ranks[order[index]] = Double(start + end + 1) / 2 }
      start = end
    }
    return ranks
  }

  /// The chance that scores of several histories are together as far from nought as these, if nothing is known.
  static func chances(_ scores: [Double]) -> (sum: Double, squares: Double) {
    guard !scores.isEmpty else { return (1, 1) }
    let total = scores.reduce(0, +) / Double(scores.count).squareRoot()
    let squares = scores.reduce(0) { $0 + $1 * $1 }
    return (erfc(abs(total) / 2.0.squareRoot()), chiSquared(atLeast: squares, degrees: scores.count))
  }

  /// The chance of a sum of squares of `degrees` standard normal numbers that is at least this.
  static func chiSquared(atLeast value: Double, degrees: Int) -> Double {
    let half = value / 2
    var shape = degrees % 2 == 0 ? 1.0 : 0.5
    var chance = degrees % 2 == 0 ? exp(-half) : erfc(half.squareRoot())
    while shape < Double(degrees) / 2 {
      chance += exp(shape * log(max(half, .leastNormalMagnitude)) - half - lgamma(shape + 1))
      shape += 1
    }
    return chance
  }
}

/// Numbers that a seed decides, so that a history can be had again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
