/// Keys in the bytes that a terminal sends. Arrows, function keys and the terminal's own answers are sequences that
/// contain letters; they are left out whole, so that none of those letters acts. Over a slow line their bytes come apart.
struct KeyParser: Sendable {
  private static let escape: UInt8 = 0x1B
  /// What ends a control sequence (ECMA-48, 5.4).
  private static let finals: ClosedRange<UInt8> = 0x40...0x7E
  /// How long the rest of a sequence can be on its way. Who presses Escape and then a key is slower.
  private static let patience = Duration.milliseconds(300)

  private enum Place {
    case outside
    /// After Escape: alone it is a key that does nothing; with a key it is Alt and that key.
    case escape
    /// After Escape and O, which one letter follows.
    case single
    /// After Escape and [, until a final byte.
    case sequence
  }

  private var place = Place.outside
  private var last: ContinuousClock.Instant?

  /// The keys in the bytes that came together at a moment.
  mutating func keys(in bytes: [UInt8], at now: ContinuousClock.Instant) -> [Character] {
    if let last, now - last > Self.patience { place = .outside }
    last = now
    var keys: [Character] = []
    for byte in bytes {
      switch place {
      case .outside where byte == Self.escape: place = .escape
      case .outside:
        if byte < 0x80 { keys.append(Character(Unicode.Scalar(byte))) }
      case .escape:
        switch byte {
        case UInt8(ascii: "["): place = .sequence
        case UInt8(ascii: "O"): place = .single
        case Self.escape: break
        default: place = .outside
        }
      case .single: place = .outside
      case .sequence:
        if Self.finals.contains(byte) { place = .outside }
      }
    }
    return keys
  }
}
