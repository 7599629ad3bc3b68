#if canImport(Glibc)
  import Glibc
#endif

/// Random bytes from the operating system.
public enum RandomBytes {
  /// The most that `getentropy` gives at once.
  private static let chunk = 256

  /// `count` fresh bytes. A slot is thousands of them, so they are not asked for word by word.
  public static func make(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while initialized < count {
        let wanted = min(chunk, count - initialized)
        guard getentropy(buffer.baseAddress! + initialized, wanted) == 0 else {
          fatalError("the operating system gives no random bytes")
        }
        initialized += wanted
      }
    }
  }
}

extension Collection<UInt8> {
  /// Lower-case hexadecimal digits.
  public var hexadecimal: String {
    var text = ""
    text.reserveCapacity(count * 2)
    for byte in self {
      if byte < 16 { text += "0" }
      text += String(byte, radix: 16)
    }
    return text
  }

  /// Whether the two hold the same bytes, in a time that does not depend on where they differ.
  public func equalsInConstantTime(_ other: some Collection<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return zip(self, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension [UInt8] {
  /// Reads hexadecimal digits; nil when there is anything else.
  public init?(hexadecimal text: String) {
    let digits = text.unicodeScalars.map { Character($0).hexDigitValue }
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    self = bytes
  }
}
