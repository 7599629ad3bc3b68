import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

extension SessionClock {
  /// From how many seconds apart on this clock and that on the wall do not agree: what people do not notice.
  private static let tolerance: Int64 = 60

  /// A moment of this clock as people read it on a wall, HH:MM to the nearest minute; nil where this clock does not go
  /// as that on the wall does, or nobody has set either.
  func wallTime(of moment: Int64) -> String? {
    guard !isFast, Day.isPlausible, abs(now - Day.now) < Self.tolerance else { return nil }
    var second = time_t((moment + 30) / 60 * 60)
    var local = tm()
    guard localtime_r(&second, &local) != nil else { return nil }
    func digits(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(digits(local.tm_hour)):\(digits(local.tm_min))"
  }
}
