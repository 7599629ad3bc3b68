import ArgumentParser

/// A length of time on the command line: a whole number and a unit, such as 90s, 30m, 12h or 1d.
struct DurationArgument: ExpressibleByArgument, Equatable, Sendable {
  /// The longest that can be said, in seconds: a year.
  static let maximumSeconds = 366 * 86_400

  /// The length in seconds, from 1 on.
  let seconds: Int

  init?(argument: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    let digits = argument.dropLast()
    guard let unit = argument.last.flatMap({ units[$0] }), (1...9).contains(digits.count),
      digits.utf8.allSatisfy({ (48...57).contains($0) }), let count = Int(digits),
      (1...Self.maximumSeconds).contains(count * unit)
    else { return nil }
    seconds = count * unit
  }

  init(seconds: Int) {
    self.seconds = seconds
  }

  var duration: Duration { .seconds(seconds) }

  /// In the largest unit that has no rest, as it would be typed.
  var defaultValueDescription: String {
    for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)] where seconds % length == 0 {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }
}
