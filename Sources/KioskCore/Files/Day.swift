internal import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#endif

/// Days since 1970-01-01 UTC: the only clock that leaves a device.
public enum Day {
  /// 2026-01-01: before it, a clock has lost its battery, since this software did not exist.
  static let earliestPlausible: UInt32 = 20_454

  /// Today, or 0 when the clock is not plausible.
  public static var today: UInt32 { day(ofSecond: Int64(time(nil))) }

  /// Whether the clock can be believed.
  public static var isPlausible: Bool { today != 0 }

  /// Seconds since 1970, for comparing with certificates only.
  public static var now: Int64 { Int64(time(nil)) }

  /// The date in UTC, such as 2026-03-01; nil for 0, which is not known.
  public static func text(_ day: UInt32) -> String? {
    guard day > 0 else { return nil }
    return Date(timeIntervalSince1970: Double(day) * 86_400).formatted(.iso8601.year().month().day())
  }

  static func day(ofSecond second: Int64) -> UInt32 {
    let day = second / 86_400
    return day >= Int64(earliestPlausible) && day < 100_000 ? UInt32(day) : 0
  }
}
