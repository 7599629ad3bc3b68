/// Comma-separated values (RFC 4180), safe to open in a spreadsheet.
enum Spreadsheet {
  /// What makes a spreadsheet take a cell for a formula. The wide forms count for some programs too.
  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  /// One row, with its line end.
  static func row(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// One cell. An apostrophe stands in front of what could be a formula: words that people gave are never calculated.
  static func cell(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
    let safe = isFormula ? "'" + text : text
    let special = safe.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n" || $0 == "\t" }
    guard special || isFormula || safe != safe.trimmedOfSpaces else { return safe }
    var quoted = "\""
    for scalar in safe.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

extension String {
  /// Without spaces at both ends; some readers take those away where there are no quotation marks.
  fileprivate var trimmedOfSpaces: Substring {
    let rest = drop { $0 == " " }
    return rest.lastIndex { $0 != " " }.map { rest[...$0] } ?? rest.prefix(0)
  }
}
