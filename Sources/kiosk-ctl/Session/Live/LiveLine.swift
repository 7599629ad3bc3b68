/// One line of the view, in pieces that look different.
struct LiveLine: Sendable, Equatable {
  /// How a piece looks.
  enum Look: Sendable, Equatable {
    case tone(Value.Tone)
    case heading
  }

  private struct Piece: Sendable, Equatable {
    let text: String
    let look: Look
  }

  private var pieces: [Piece] = []

  /// A line of one piece, or an empty one.
  init(_ text: String = "", _ look: Look = .tone(.plain)) {
    add(text, look)
  }

  /// Adds a piece at the end.
  mutating func add(_ text: String, _ look: Look = .tone(.plain)) {
    let text = LiveText.clean(text)
    if !text.isEmpty { pieces.append(Piece(text: text, look: look)) }
  }

  /// The line without its looks.
  var text: String { pieces.map(\.text).joined() }

  /// The line in at most so many columns.
  func clipped(to columns: Int) -> LiveLine {
    var line = LiveLine()
    var left = columns
    for piece in pieces {
      guard left > 0 else { break }
      let text = LiveText.clipped(piece.text, to: left)
      line.add(text, piece.look)
      left -= LiveText.width(text)
      if text != piece.text { break }
    }
    return line
  }

  /// The line as it goes to a terminal.
  func styled(for terminal: Terminal) -> String {
    pieces.map { piece in
      switch piece.look {
      case .tone(let tone): terminal.styled(piece.text, tone)
      case .heading: terminal.heading(piece.text)
      }
    }.joined()
  }
}
