/// Keys in the bytes that a terminal sends. Arrows, function keys and the terminal's own answers are sequences that
/// contain letters; they are left out whole, so that none of those letters acts.
struct KeyParser: Sendable {
  private static let escape: UInt8 = 0x1B
  /// What ends a control sequence (ECMA-48, 5.4).
  private static let finals: ClosedRange<UInt8> = 0x40...0x7E

  /// Whether the last bytes ended within a control sequence.
  private var isInSequence = false

  /// The keys in the bytes that came together.
  mutating func keys(in bytes: [UInt8]) -> [Character] {
    var keys: [Character] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if isInSequence {
        isInSequence = !Self.finals.contains(byte)
      } else if byte == Self.escape {
        // Escape alone is a key that does nothing; Alt and a key is escape and that key.
        switch rest.popFirst() {
        case UInt8(ascii: "["): isInSequence = true
        case UInt8(ascii: "O"): _ = rest.popFirst()
        default: break
        }
      } else if byte < 0x80 {
        keys.append(Character(Unicode.Scalar(byte)))
      }
    }
    return keys
  }
}
