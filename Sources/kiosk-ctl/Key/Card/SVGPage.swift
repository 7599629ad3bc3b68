/// A page of shapes and lines of text as SVG, measured in millimetres.
struct SVGPage {
  /// How a line of text looks.
  struct Style {
    var size: Double
    var isBold = false
    /// Letters of one width, for digits that are compared.
    var isMono = false
    var isCentred = false
    var isFaint = false
    var language = ""
  }

  /// Black would do; a little less is calmer on paper, and still more than 7:1 on white. So is the fainter one.
  private static let ink = "#1b2733"
  private static let faintInk = "#4a5560"
  private static let fonts = "Noto Sans, DejaVu Sans, Verdana, Arial, sans-serif"
  private static let monoFonts = "Noto Sans Mono, DejaVu Sans Mono, Menlo, Consolas, monospace"

  /// Signs in a box of 24 by 24: all is well, and stop.
  static let tick = "M4 13.2L6.6 10.6L10 14L17.4 6.6L20 9.2L10 19.2Z"
  static let cross = "M5 7.6L7.6 5L12 9.4L16.4 5L19 7.6L14.6 12L19 16.4L16.4 19L12 14.6L7.6 19L5 16.4L9.4 12Z"

  private let width: Double
  private let height: Double
  private let title: String
  private let language: String
  private var body = ""

  init(width: Double, height: Double, title: String, language: String) {
    (self.width, self.height, self.title, self.language) = (width, height, title, language)
  }

  /// The file's text.
  var text: String {
    let (width, height) = (Self.number(width), Self.number(height))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)mm" height="\(height)mm" viewBox="0 0 \(width) \(height)" \
      xml:lang="\(Self.escaped(language))" font-family="\(Self.fonts)" fill="\(Self.ink)">
      <title>\(Self.escaped(title))</title>
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>
      \(body)</svg>

      """
  }

  /// A line of text that stands on `y`.
  mutating func line(_ text: String, x: Double, y: Double, _ style: Style) {
    var attributes = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(style.size))\""
    if style.isBold { attributes += " font-weight=\"bold\"" }
    if style.isMono { attributes += " font-family=\"\(Self.monoFonts)\"" }
    if style.isCentred { attributes += " text-anchor=\"middle\"" }
    if style.isFaint { attributes += " fill=\"\(Self.faintInk)\"" }
    if !style.language.isEmpty { attributes += " xml:lang=\"\(Self.escaped(style.language))\"" }
    body += "<text \(attributes)>\(Self.escaped(text))</text>\n"
  }

  /// A filled shape out of a box of 24 by 24, drawn `size` wide.
  mutating func shape(_ path: String, x: Double, y: Double, size: Double) {
    let scale = Self.number(size / 24)
    body += "<path transform=\"translate(\(Self.number(x)) \(Self.number(y))) scale(\(scale))\" d=\"\(path)\"/>\n"
  }

  /// A frame with round corners.
  mutating func frame(x: Double, y: Double, width: Double, height: Double, radius: Double) {
    body += """
      <rect x="\(Self.number(x))" y="\(Self.number(y))" width="\(Self.number(width))" height="\(Self.number(height))" \
      rx="\(Self.number(radius))" fill="none" stroke="\(Self.ink)" stroke-width="0.4"/>

      """
  }

  /// The text in lines of at most so many characters, broken between words.
  static func lines(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// At most three decimals, without an exponent: a micrometre is finer than any printer.
  static func number(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let (whole, rest) = (abs(thousandths) / 1000, abs(thousandths) % 1000)
    let decimals = String(1000 + rest).dropFirst()
    let digits = decimals.reversed().drop { $0 == "0" }.reversed()
    return (thousandths < 0 ? "-" : "") + (digits.isEmpty ? "\(whole)" : "\(whole).\(String(digits))")
  }

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }
}
