internal import Crypto

/// What staff are given to enrol a device: a one-time secret, and enough of the authority's fingerprint to know the
/// store by. Eight groups of four characters in Crockford's base32.
public struct Invitation: Sendable, Equatable {
  /// Bytes of each half: 80 bits are out of reach for guessing a secret that holds a week at most, and for making a
  /// second authority with the same beginning of its fingerprint.
  public static let secretLength = 10
  public static let pinLength = 10

  private let held: Redacted<[UInt8]>
  /// The beginning of the SHA-256 of the authority's certificate (DER).
  public let pin: [UInt8]

  /// A new invitation to a store.
  public init(authorityFingerprint: [UInt8]) {
    held = Redacted(RandomBytes.make(Self.secretLength))
    pin = Array(authorityFingerprint.prefix(Self.pinLength))
  }

  /// Reads what somebody typed; case, spaces and hyphens do not matter, nor O for 0 and I or L for 1.
  /// - Throws: `KioskError.invalid`.
  public init(typed text: String) throws(KioskError) {
    guard let bytes = Base32.decode(text), bytes.count == Self.secretLength + Self.pinLength else {
      throw KioskError(
        .invalid, "this is not an invitation", nextStep: "Type its eight groups of four characters again")
    }
    held = Redacted(Array(bytes.prefix(Self.secretLength)))
    pin = Array(bytes.suffix(Self.pinLength))
  }

  /// The secret, to be sent to the store once.
  public var exposedSecret: [UInt8] { held.exposed }

  /// The invitation as it is typed.
  public var exposed: String { Base32.encode(held.exposed + pin) }

  /// What the store keeps of a secret: SHA-256 over a label and the secret. The secret has 80 random bits, so a slow
  /// hash would add nothing.
  public static func hash(secret: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array("kiosk.v1 invitation\0".utf8) + secret))
  }

  /// Whether a certificate is the authority that the invitation names.
  public func pins(authority der: [UInt8]) -> Bool {
    Array(SHA256.hash(data: der)).prefix(Self.pinLength).equalsInConstantTime(pin)
  }
}

/// Crockford's base32: no letters that look like digits.
enum Base32 {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// Groups of four, joined by hyphens.
  static func encode(_ bytes: [UInt8]) -> String {
    var text = ""
    var buffer: UInt32 = 0
    var bits = 0
    var count = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5 {
        bits -= 5
        if count > 0, count % 4 == 0 { text += "-" }
        text.append(alphabet[Int(buffer >> bits & 31)])
        count += 1
      }
    }
    return text
  }

  /// The bytes, or nil when there is a character that does not belong or bits are left over.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer: UInt32 = 0
    var bits = 0
    for character in text.uppercased() where character != "-" && !character.isWhitespace {
      let plain: Character = character == "O" ? "0" : character == "I" || character == "L" ? "1" : character
      guard let value = alphabet.firstIndex(of: plain) else { return nil }
      buffer = buffer << 5 | UInt32(value)
      bits += 5
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bits == 0 ? bytes : nil
  }
}
