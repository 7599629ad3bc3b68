extension Day {
  /// Reads a date such as 2026-11-20, as days since 1970-01-01; nil when there is no such date from then on.
  public static func reading(_ text: String) -> UInt32? {
    let bytes = Array(text.utf8)
    let digits = bytes.enumerated().filter { $0.offset != 4 && $0.offset != 7 }.map(\.element)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45, digits.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
    let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1970, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
    let before = year - 1
    let leapDays = before / 4 - before / 100 + before / 400 - 477
    return UInt32((year - 1970) * 365 + leapDays + lengths.prefix(month - 1).reduce(0, +) + day - 1)
  }
}
