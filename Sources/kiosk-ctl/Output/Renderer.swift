import KioskCore

/// The one place that writes answers.
struct Renderer: Sendable {
  let format: OutputFormat
  private let terminal: Terminal
  private let notes: Terminal

  init(_ format: OutputFormat, terminal: Terminal = .output, notes: Terminal = .error) {
    self.format = format
    self.terminal = terminal
    self.notes = notes
  }

  /// One answer.
  func show(_ record: Record) throws {
    switch format {
    case .human: try StandardOutput.write(block(record))
    case .json: try StandardOutput.write(JSONText.object(record) + "\n")
    }
  }

  /// What was done in all, where the answer itself went to standard output; programs get it there.
  func sum(_ record: Record) {
    switch format {
    case .human: StandardError.write(Renderer(format, terminal: notes).block(record))
    case .json: break
    }
  }

  /// A list, which is one object under `key` in JSON.
  /// - Parameter empty: what people are told when there is nothing.
  func list(_ records: [Record], key: String, empty: String) throws {
    switch format {
    case .human:
      if records.isEmpty { say(empty) } else { try StandardOutput.write(table(records)) }
    case .json: try StandardOutput.write(JSONText.object(Record([Field(key, nil, .records(records))])) + "\n")
    }
  }

  /// One item of a stream: a line.
  func item(_ record: Record) throws {
    switch format {
    case .human:
      let cells = record.fields.compactMap { field in field.label.map { ($0, field.value) } }
      let line = cells.map { label, value in label.isEmpty ? styled(value) : "\(label) \(styled(value))" }
      try StandardOutput.write(line.joined(separator: "  ") + "\n")
    case .json: try StandardOutput.write(JSONText.object(record) + "\n")
    }
  }

  /// A value alone, such as a code: nothing but it goes out, so that it can be used in a script.
  func value(_ field: Field, in record: Record) throws {
    switch format {
    case .human: try StandardOutput.write(field.value.shown + "\n")
    case .json: try StandardOutput.write(JSONText.object(record) + "\n")
    }
  }

  /// Words about what was done. Programs are told by the answer.
  func say(_ words: String) {
    switch format {
    case .human: StandardError.write(words.plain + "\n")
    case .json: break
    }
  }

  /// A bar for `label`; nil where nobody would see it.
  func progress(_ label: String) -> ProgressBar? {
    switch format {
    case .human: notes.isInteractive ? ProgressBar(label) : nil
    case .json: nil
    }
  }

  private func styled(_ value: Value) -> String {
    terminal.styled(value.shown, value.tone)
  }

  func block(_ record: Record) -> String {
    let fields = record.fields.compactMap { field in field.label.map { (label: $0, value: field.value) } }
    let width = fields.map(\.label.count).max() ?? 0
    var text = ""
    for (label, value) in fields {
      text += terminal.heading(label) + String(repeating: " ", count: width - label.count + 2)
      if case .records(let records) = value {
        text += "\(records.count)\n"
        for line in table(records, indent: 2).split(separator: "\n") { text += "  \(line)\n" }
      } else {
        text += styled(value) + "\n"
      }
    }
    return text
  }

  func table(_ records: [Record], indent: Int = 0) -> String {
    records.isEmpty ? "" : Table(records, terminal: terminal).text(width: terminal.width.map { $0 - indent })
  }
}
