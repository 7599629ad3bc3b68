import KioskCore

/// One answer: named values in an order that stays. Every format is made from it.
struct Record: Sendable {
  var fields: [Field]

  init(_ fields: [Field]) {
    self.fields = fields
  }
}

/// One named value.
struct Field: Sendable {
  /// Name in JSON; it stays.
  let key: String
  /// Name for people; nil leaves the value out there.
  let label: String?
  let value: Value

  init(_ key: String, _ label: String?, _ value: Value) {
    self.key = key
    self.label = label
    self.value = value
  }
}

/// A value, as much as the formats have to know of it.
enum Value: Sendable {
  case text(String)
  case number(Int)
  /// Seconds, which people read as minutes and seconds; negative for what ran over.
  case seconds(Int)
  case flag(Bool)
  /// Not there, or not known.
  case absent
  /// Bytes that people compare: hexadecimal digits.
  case digest([UInt8])
  /// Days since 1970-01-01 UTC; 0 is not known.
  case day(UInt32)
  /// A word out of few, with how good it is.
  case state(String, Tone)
  /// Whether something works: true or false for programs.
  case health(Bool)
  case texts([String])
  case records([Record])

  /// How good a state is.
  enum Tone: Sendable {
    case plain, good, doubtful, bad
  }

  /// Minutes and seconds, with hours where there are any.
  static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let length = abs(seconds)
    let (hours, minutes, rest) = (length / 3600, length / 60 % 60, length % 60)
    let text = hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    return (seconds < 0 ? "-" : "") + text
  }

  /// Text, or absent where it is empty.
  static func known(_ text: String) -> Value { text.isEmpty ? .absent : .text(text) }

  /// How good it is, where that is known.
  var tone: Tone {
    switch self {
    case .state(_, let tone): tone
    case .health(let isWell): isWell ? .good : .bad
    default: .plain
    }
  }

  /// The value as people read it.
  var shown: String {
    switch self {
    case .text(let text), .state(let text, _): text.plain
    case .number(let number): String(number)
    case .seconds(let seconds): Self.clock(seconds)
    case .flag(let flag): flag ? "yes" : "no"
    case .health(let isWell): isWell ? "well" : "failing"
    case .absent: "-"
    case .digest(let bytes): bytes.isEmpty ? "-" : Fingerprint.grouped(bytes)
    case .day(let day): Day.text(day) ?? "-"
    case .texts(let texts): texts.isEmpty ? "-" : texts.map(\.plain).joined(separator: ", ")
    case .records(let records): String(records.count)
    }
  }
}

extension String {
  /// The text without anything that a terminal would act upon.
  var plain: String {
    var scalars = UnicodeScalarView()
    for scalar in unicodeScalars {
      let acts = LocalizedText.isActing(scalar) && scalar != "\n" && scalar != "\t"
      scalars.append(acts ? "\u{FFFD}" : scalar)
    }
    return String(scalars)
  }
}
