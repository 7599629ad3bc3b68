/// How long things took, in nanoseconds.
struct Samples: Sendable {
  private var values: [Int64] = []

  var count: Int { values.count }

  mutating func add(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    values.append(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }

  mutating func add(_ others: Samples) {
    values += others.values
  }

  /// The value below which a share of the samples lies, in microseconds; 0 without samples.
  func percentile(_ share: Double) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1000
  }

  var median: Double { percentile(0.5) }
}

extension Duration {
  /// In seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
