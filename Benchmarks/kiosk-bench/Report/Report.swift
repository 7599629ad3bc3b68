import KioskCore
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What was measured, and what there was to reach.
final class Report: Sendable {
  /// A bound for a number.
  enum Target: Sendable {
    case atMost(Double)
    case atLeast(Double)

    func isReached(by value: Double) -> Bool {
      switch self {
      case .atMost(let bound): value <= bound
      case .atLeast(let bound): value >= bound
      }
    }

    var text: String {
      switch self {
      case .atMost(let bound): "≤ \(Report.number(bound))"
      case .atLeast(let bound): "≥ \(Report.number(bound))"
      }
    }
  }

  /// One number.
  struct Row: Sendable {
    let section: String
    let name: String
    let value: Double
    let unit: String
    let target: Target?

    var outcome: String { target.map { $0.isReached(by: value) ? "reached" : "not reached" } ?? "" }
  }

  private let machine: Machine
  private let rows = Mutex<[Row]>([])
  private let notes = Mutex<[String]>([])

  init(machine: Machine) {
    self.machine = machine
  }

  /// Takes a number.
  func add(_ section: String, _ name: String, _ value: Double, _ unit: String, target: Target? = nil) {
    let row = Row(section: section, name: name, value: value, unit: unit, target: target)
    rows.withLock { $0.append(row) }
    Self.say("  \(name): \(Self.number(value)) \(unit) \(row.outcome)")
  }

  /// Takes a remark, such as what a number is made up of.
  func note(_ text: String) {
    notes.withLock { $0.append(text) }
    Self.say("  \(text)")
  }

  /// The rows as a Markdown table, with the machine above and the remarks below.
  var table: String {
    let header = ["what", "measured", "to reach", ""]
    let cells = rows.withLock { rows in
      rows.map { row in
        ["\(row.section): \(row.name)", "\(Self.number(row.value)) \(row.unit)", row.target?.text ?? "", row.outcome]
      }
    }
    let widths = header.indices.map { column in ([header] + cells).map { $0[column].count }.max() ?? 0 }
    func line(_ row: [String]) -> String {
      let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = "| " + widths.map { String(repeating: "-", count: max(3, $0)) }.joined(separator: " | ") + " |"
    return ([machine.text, "", line(header), rule] + cells.map(line) + [""] + notes.withLock { $0 })
      .joined(separator: "\n")
  }

  /// The same as JSON (RFC 8259).
  var json: String {
    let objects = rows.withLock { rows in
      rows.map { row in
        let fields: [(String, String)] = [
          ("section", Self.quoted(row.section)), ("name", Self.quoted(row.name)), ("value", "\(row.value)"),
          ("unit", Self.quoted(row.unit)), ("target", row.target.map { Self.quoted($0.text) } ?? "null"),
          ("reached", row.target.map { "\($0.isReached(by: row.value))" } ?? "null"),
        ]
        return Self.object(fields)
      }
    }
    let remarks = notes.withLock { $0.map(Self.quoted) }
    return Self.object([
      ("machine", Self.object(machine.fields.map { ($0.0, Self.quoted($0.1)) })),
      ("rows", "[" + objects.joined(separator: ",") + "]"), ("notes", "[" + remarks.joined(separator: ",") + "]"),
    ])
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0.isNewline || $0 == "\t" ? " " : String($0) }
    return "\"" + escaped.joined() + "\""
  }

  /// A number with as many decimals as it needs to be read.
  static func number(_ value: Double) -> String {
    let decimals = value == value.rounded() || abs(value) >= 1000 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 3
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let whole = (value < 0 ? "-" : "") + "\(scaled / scale)"
    guard decimals > 0 else { return whole }
    let fraction = "\(scaled % scale)"
    return whole + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// Says something while the measuring goes on.
  static func say(_ text: String) {
    let line = text + "\n"
    _ = write(STDERR_FILENO, line, line.utf8.count)
  }
}
