import KioskCore

/// A fingerprint as a card to print: A6, upright. The pictures stand as they do on the device's page, six in a row.
struct FingerprintCard {
  static let columns = 6
  static let width = 105.0
  static let height = 148.0
  private static let margin = 8.0
  /// How far what the pictures mean stands in, beside its sign.
  private static let indent = 6.5
  /// A letter's usual width, by its height, in the widest font that is likely to be there.
  private static let letterWidth = 0.535

  let fingerprint: [UInt8]
  let language: CardLanguage

  /// What is not English has English below it, and so needs more room.
  private var isEnglish: Bool { language == .english }
  private var pictureSize: Double { isEnglish ? 10.8 : 9.2 }
  private var rowHeight: Double { isEnglish ? 18.8 : 16.6 }
  private var textSize: Double { isEnglish ? 3.1 : 2.9 }

  /// The card as an SVG file.
  var svg: String {
    let texts = CardTexts(language)
    let english = isEnglish ? nil : CardTexts(.english)
    var page = SVGPage(width: Self.width, height: Self.height, title: texts.title, language: language.rawValue)
    page.frame(x: 3, y: 3, width: Self.width - 6, height: Self.height - 6, radius: 4)
    var y = 14.0
    page.line(texts.title, x: Self.margin, y: y, .init(size: 6.2, isBold: true))
    y = paragraph(texts.instruction, english?.instruction, x: Self.margin, below: y + 1.2, on: &page)
    y = pictures(below: y + 3, on: &page)
    for (index, (outcome, sign)) in zip(texts.outcomes, [SVGPage.tick, SVGPage.cross]).enumerated() {
      page.shape(sign, x: Self.margin, y: y + 0.7, size: 4.4)
      y = paragraph(outcome, english?.outcomes[index], x: Self.margin + Self.indent, below: y, on: &page)
    }
    digits(texts.digits, on: &page)
    return page.text
  }

  private func paragraph(
    _ text: String, _ english: String?, x: Double, below top: Double, on page: inout SVGPage
  ) -> Double {
    let room = (Self.width - Self.margin - x) / Self.letterWidth
    var y = top
    for line in SVGPage.lines(text, columns: Int(room / textSize)) {
      y += 4
      page.line(line, x: x, y: y, .init(size: textSize))
    }
    if let english {
      for line in SVGPage.lines(english, columns: Int(room / 2.3)) {
        y += 3
        page.line(line, x: x, y: y, .init(size: 2.3, isFaint: true, language: "en"))
      }
    }
    return y + 1
  }

  private func pictures(below top: Double, on page: inout SVGPage) -> Double {
    let cell = (Self.width - 2 * Self.margin) / Double(Self.columns)
    var bottom = top
    for (index, picture) in Picture.of(fingerprint: fingerprint).enumerated() {
      let middle = Self.margin + (Double(index % Self.columns) + 0.5) * cell
      let y = top + Double(index / Self.columns) * rowHeight
      page.shape(picture.path, x: middle - pictureSize / 2, y: y, size: pictureSize)
      let word = picture.name.text(in: language.rawValue)
      page.line(word, x: middle, y: y + pictureSize + 3.3, .init(size: 2.9, isCentred: true))
      if !isEnglish {
        page.line(
          picture.name.text(in: LocalizedText.fallbackLanguage), x: middle, y: y + pictureSize + 5.7,
          .init(size: 2.1, isCentred: true, isFaint: true, language: "en"))
      }
      bottom = y + rowHeight
    }
    return bottom
  }

  /// At the foot, so that the pictures come first.
  private func digits(_ label: String, on page: inout SVGPage) {
    let groups = Fingerprint.grouped(fingerprint).split(separator: " ")
    let half = (groups.count + 1) / 2
    let foot = Self.height - 8
    page.line(label, x: Self.margin, y: foot - 8.6, .init(size: 2.3, isFaint: true))
    for (row, line) in [groups.prefix(half), groups.dropFirst(half)].enumerated() {
      page.line(
        line.joined(separator: " "), x: Self.margin, y: foot - 4.2 + Double(row) * 4.2, .init(size: 3.3, isMono: true))
    }
  }
}
