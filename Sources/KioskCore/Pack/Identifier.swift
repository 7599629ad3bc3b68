/// The shape of identifiers.
public enum Identifier {
  /// Lower-case ASCII letters, digits and hyphens, neither first nor last; 1 to 48 bytes.
  public static func isValid(_ text: String) -> Bool {
    let bytes = text.utf8
    return (1...Labels.maximumIdentifierBytes).contains(bytes.count) && bytes.first != 45 && bytes.last != 45
      && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }

  /// A BCP 47 tag of 2 to 35 letters, digits and hyphens.
  public static func isLanguage(_ text: String) -> Bool {
    let bytes = text.utf8
    return (2...35).contains(bytes.count)
      && bytes.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == 45 }
  }

  /// A time of day as HH:MM.
  public static func isTimeOfDay(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == 58, let hour = Int(text.prefix(2)), let minute = Int(text.suffix(2)) else {
      return false
    }
    return (0...23).contains(hour) && (0...59).contains(minute)
      && bytes.allSatisfy { (48...57).contains($0) || $0 == 58 }
  }
}
