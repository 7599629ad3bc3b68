internal import Crypto

/// Sixteen digits that a person may keep to take a contribution back without being known: fifteen random ones and a
/// check digit (Damm), which catches every single mistyped digit and every swap of neighbours.
public struct WithdrawalCode: Hashable, Sendable {
  /// How many digits a code has. 10¹⁵ codes: one guess in a store of a million hits with 10⁻⁹.
  public static let length = 16

  private let code: Redacted<[UInt8]>

  /// A new random code.
  public init() {
    var generator = SystemRandomNumberGenerator()
    let random = (1..<Self.length).map { _ in UInt8.random(in: 0...9, using: &generator) }
    code = Redacted(random + [Self.checkDigit(random)])
  }

  /// Reads what somebody typed; white space and hyphens are passed over.
  /// - Throws: `KioskError.invalid` when it cannot be a code.
  public init(typed text: String) throws(KioskError) {
    let digits = text.unicodeScalars.filter { !$0.properties.isWhitespace && $0 != "-" }
    let values = digits.compactMap { (48...57).contains($0.value) ? UInt8($0.value - 48) : nil }
    guard values.count == Self.length, digits.count == Self.length, Self.checkDigit(values) == 0 else {
      throw KioskError(
        .invalid, "this is not a withdrawal code",
        nextStep: "Look at the \(Self.length) digits again; one may be mistyped")
    }
    code = Redacted(values)
  }

  /// The digits in groups of four.
  public var exposed: String {
    var text = ""
    for (index, digit) in code.exposed.enumerated() {
      if index > 0, index % 4 == 0 { text += " " }
      text += String(digit)
    }
    return text
  }

  /// What stands on the envelope: SHA-256 over the label and the digits as ASCII.
  public var tag: WithdrawalTag {
    let digits = code.exposed.map { $0 + 48 }
    return WithdrawalTag(unchecked: Array(SHA256.hash(data: Array("kiosk.v1 withdrawal\0".utf8) + digits)))
  }

  /// Damm, "Totally anti-symmetrische Quasigruppen" (2004): the quasigroup of order ten.
  private static let damm: [[UInt8]] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2], [7, 0, 9, 2, 1, 5, 4, 8, 6, 3], [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6], [6, 1, 2, 3, 0, 4, 5, 9, 7, 8], [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4], [8, 9, 4, 5, 3, 6, 2, 0, 1, 7], [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
  ]

  private static func checkDigit(_ digits: [UInt8]) -> UInt8 {
    digits.reduce(0) { damm[Int($0)][Int($1)] }
  }
}

/// What a withdrawal code leads to: 32 bytes. Whoever tries all codes finds the way back; so an envelope whose giver
/// wanted no code carries the tag of one that was thrown away, and nobody can tell which codes are kept.
public struct WithdrawalTag: Hashable, Sendable {
  /// Length in bytes.
  public static let length = 32

  /// The bytes.
  public let bytes: [UInt8]

  /// The tag of a code that nobody is given.
  public init() {
    self = WithdrawalCode().tag
  }

  /// - Throws: `KioskError.invalid` unless there are 32 bytes.
  public init(_ bytes: some Collection<UInt8>) throws(KioskError) {
    guard bytes.count == Self.length else { throw KioskError(.invalid, "a withdrawal tag has \(Self.length) bytes") }
    self.bytes = Array(bytes)
  }

  init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
  }
}
