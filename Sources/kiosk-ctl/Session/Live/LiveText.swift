/// Text that comes from devices and packs, made fit for one line of a screen: nothing that a terminal acts upon, and a
/// width that is known beforehand, so that no line ever wraps.
enum LiveText {
  /// What ends text that was cut.
  static let ellipsis = "…"

  /// Scalars that take two columns, besides those that are shown as emoji.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD,
  ]

  /// The text on one line. What changes direction or joins signs goes: how wide it is, terminals do not agree.
  static func clean(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.plain.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
      case .format: break
      default: if !scalar.properties.isVariationSelector { scalars.append(scalar) }
      }
    }
    return String(scalars)
  }

  /// Columns that clean text takes at most.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Clean text in at most so many columns.
  static func clipped(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var kept = ""
    var taken = 0
    for character in text {
      let own = width(String(character))
      guard taken + own <= columns - width(ellipsis) else { break }
      kept.append(character)
      taken += own
    }
    return kept + ellipsis
  }

  /// Clean text in exactly so many columns.
  static func padded(_ text: String, to columns: Int) -> String {
    let text = clipped(text, to: columns)
    return text + String(repeating: " ", count: max(0, columns - width(text)))
  }
}
