/// How fingerprints are shown and typed.
public enum Fingerprint {
  /// The fewest digits that are compared: 128 bits, as many as an envelope names its key by.
  public static let minimumDigits = 32

  /// Hexadecimal digits in groups of four.
  public static func grouped(_ bytes: [UInt8]) -> String {
    var text = ""
    for (index, digit) in bytes.hexadecimal.enumerated() {
      if index > 0, index % 4 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }

  /// Reads a fingerprint, or at least its first 32 digits; spaces, colons and hyphens do not matter.
  /// - Throws: `KioskError.invalid`.
  public static func parse(_ text: String) throws(KioskError) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace && $0 != ":" && $0 != "-" }
    guard digits.utf8.count >= minimumDigits, let bytes = [UInt8](hexadecimal: digits), bytes.count <= 32 else {
      throw KioskError(
        .invalid, "this is not a fingerprint", nextStep: "Give 64 hexadecimal digits, or at least the first 32")
    }
    return bytes
  }
}
