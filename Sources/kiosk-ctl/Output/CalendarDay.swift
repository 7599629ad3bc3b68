import Foundation

/// Days since 1970-01-01 UTC as dates.
enum CalendarDay {
  /// Such as 2026-03-01; nil for 0, which is not known.
  static func text(_ day: UInt32) -> String? {
    guard day > 0 else { return nil }
    let date = Date(timeIntervalSince1970: Double(day) * 86_400)
    return date.formatted(.iso8601.year().month().day())
  }
}
