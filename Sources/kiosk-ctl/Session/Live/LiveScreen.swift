/// What a terminal shows by now, so that only lines that changed are sent: a slow connection is enough. Pure.
struct LiveScreen: Sendable {
  /// The alternate screen, without a cursor and without wrapping; nothing of the view stays in the history.
  static let enter = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
  /// As it was before.
  static let leave = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"
  private static let clear = "\u{1B}[0m\u{1B}[2J"

  private var shown: [String] = []
  private var size: TerminalSize?

  /// Forgets what is shown: something else has written there.
  mutating func forget() {
    size = nil
  }

  /// What to send for the terminal to show these lines.
  mutating func update(to lines: [String], size: TerminalSize) -> String {
    var text = ""
    if self.size != size {
      text = Self.clear
      shown = []
      self.size = size
    }
    for row in 0..<max(lines.count, shown.count) {
      let line = lines.indices.contains(row) ? lines[row] : ""
      guard line != (shown.indices.contains(row) ? shown[row] : "") else { continue }
      // Erased first: after a full line the cursor stands on its last character.
      text += "\u{1B}[\(row + 1);1H\u{1B}[2K" + line
    }
    shown = lines
    return text
  }
}
