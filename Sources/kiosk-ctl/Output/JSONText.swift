import KioskCore

/// Writes records as JSON (RFC 8259), keys in their order, on one line.
enum JSONText {
  static func object(_ record: Record) -> String {
    "{" + record.fields.map { quoted($0.key) + ":" + value($0.value) }.joined(separator: ",") + "}"
  }

  static func value(_ value: Value) -> String {
    switch value {
    case .text(let text), .state(let text, _): quoted(text)
    case .number(let number), .seconds(let number): String(number)
    case .flag(let flag), .health(let flag): flag ? "true" : "false"
    case .absent: "null"
    case .digest(let bytes): bytes.isEmpty ? "null" : quoted(bytes.hexadecimal)
    case .day(let day): Day.text(day).map(quoted) ?? "null"
    case .texts(let texts): "[" + texts.map(quoted).joined(separator: ",") + "]"
    case .records(let records): "[" + records.map(object).joined(separator: ",") + "]"
    }
  }

  /// A string with its quotation marks. Besides what has to be, the two line separators of Unicode are escaped: some
  /// readers end a line there.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
