package import NIOCore

/// A caller's deadline, as it travels.
package enum CallTimeout {
  /// Reads a timeout as gRPC writes it: up to eight digits and a unit (gRPC over HTTP/2, "Requests").
  /// - Returns: nil for anything else, which is left for gRPC to refuse.
  package static func parse(_ text: String) -> TimeAmount? {
    let digits = text.dropLast()
    guard (1...8).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let count = Int64(digits)
    else { return nil }
    switch text.last {
    case "H": return .hours(count)
    case "M": return .minutes(count)
    case "S": return .seconds(count)
    case "m": return .milliseconds(count)
    case "u": return .microseconds(count)
    case "n": return .nanoseconds(count)
    default: return nil
    }
  }
}
