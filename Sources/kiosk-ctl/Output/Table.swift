/// Records as lines under headings. Where the terminal is too narrow, the columns at the end go below their line.
struct Table {
  /// How far what stands below its line is set in.
  private static let indent = 4
  private static let gap = 2

  private let headings: [String]
  private let rows: [[(text: String, tone: Value.Tone)]]
  private let terminal: Terminal

  init(_ records: [Record], terminal: Terminal) {
    let shown = records.first.map { first in first.fields.indices.filter { first.fields[$0].label != nil } } ?? []
    headings = shown.map { records[0].fields[$0].label ?? "" }
    rows = records.map { record in
      shown.map { index in
        let value = record.fields[index].value
        return (value.shown.split(whereSeparator: \.isNewline).joined(separator: " "), value.tone)
      }
    }
    self.terminal = terminal
  }

  /// - Parameter width: the terminal's, in columns; nil where there is none.
  func text(width: Int?) -> String {
    let widths = headings.indices.map { column in
      max(headings[column].count, rows.map { $0[column].text.count }.max() ?? 0)
    }
    let beside = columns(of: widths, within: width ?? .max)
    var text = line(headings[..<beside].map { ($0.count, terminal.heading($0.uppercased())) }, widths)
    for row in rows {
      text += line(row[..<beside].map { ($0.text.count, terminal.styled($0.text, $0.tone)) }, widths)
      for (heading, cell) in zip(headings, row).dropFirst(beside) where cell.text != Value.absent.shown {
        let words = Self.wrapped("\(heading): \(cell.text)", to: (width ?? .max) - Self.indent)
        for line in words { text += String(repeating: " ", count: Self.indent) + line + "\n" }
      }
    }
    return text
  }

  /// How many columns stand beside each other; at least one.
  private func columns(of widths: [Int], within width: Int) -> Int {
    var taken = 0
    for (column, own) in widths.enumerated() {
      taken += own
      if taken > width { return max(1, column) }
      taken += Self.gap
    }
    return widths.count
  }

  private func line(_ cells: [(width: Int, text: String)], _ widths: [Int]) -> String {
    var text = ""
    for (column, cell) in cells.enumerated() {
      text += cell.text
      if column < cells.count - 1 {
        text += String(repeating: " ", count: max(0, widths[column] - cell.width) + Self.gap)
      }
    }
    return text + "\n"
  }

  /// Lines of at most `width` characters, broken between words; a longer word stays whole.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
