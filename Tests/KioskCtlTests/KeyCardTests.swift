import ArgumentParser
import Foundation
import FoundationXML
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct KeyCardTests {
  let folder = try! TestFolder()
  static let key = PublicKeyFile(.collection, RandomBytes.make(CollectionPublicKey.length))

  /// What an XML reader finds: texts by element, and paths.
  final class Reader: NSObject, XMLParserDelegate {
    var texts: [String] = []
    var paths: [String] = []
    var root: [String: String] = [:]
    /// Where each text stands, in millimetres from above.
    var heights: [Double] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      text = ""
      if element == "svg" { root = attributes }
      if element == "text" { heights.append(Double(attributes["y"] ?? "") ?? .nan) }
      if element == "path" { paths.append(attributes["d"] ?? "") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
      if element == "text" { texts.append(text) }
    }

    init?(_ svg: String) {
      super.init()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = self
      guard parser.parse() else { return nil }
    }
  }

  func card(_ arguments: [String]) throws -> KeyCard {
    let path = try folder.write(Self.key.text, "collection.pub")
    return try #require(try KioskCtl.parseAsRoot(["key", "card", path] + arguments) as? KeyCard)
  }

  @Test(arguments: CardLanguage.allCases) func itHasThePicturesWordsAndDigitsOfTheKey(language: CardLanguage) throws {
    try card(["--out", folder.file("card.svg"), "--language", language.rawValue]).run()
    let reader = try #require(Reader(try folder.text("card.svg")))
    let pictures = Picture.of(fingerprint: Self.key.fingerprint)
    #expect(reader.root["width"] == "105mm" && reader.root["height"] == "148mm")
    #expect(reader.paths == pictures.map(\.path) + [SVGPage.tick, SVGPage.cross])
    let words = pictures.flatMap { picture in
      language == .english ? [picture.rawValue] : [picture.name.text(in: language.rawValue), picture.rawValue]
    }
    let names = Set(Picture.allCases.flatMap { $0.name.byLanguage.values })
    #expect(reader.texts.filter { names.contains($0) } == words)
    let digits = reader.texts.suffix(2).joined().filter { $0 != " " }
    #expect(digits == Self.key.fingerprint.hexadecimal)
    // What is above the digits ends there, in every language.
    let label = reader.heights[reader.heights.count - 3]
    #expect(reader.heights.dropLast(3).allSatisfy { $0 < label - 3 })
    let all = reader.texts.joined(separator: " ")
    #expect(all.contains("Check the promises"))
    #expect(all.contains(CardTexts(language).title))
  }

  @Test func itIsForEverybodyToReadAndOverwritesNothing() throws {
    let card = try card(["--out", folder.file("card.svg")])
    try card.run()
    #expect(folder.mode("card.svg") == 0o644)
    let text = try folder.text("card.svg")
    expect(.conflict) { try card.run() }
    #expect(try folder.text("card.svg") == text)
  }

  @Test func onlyACollectionKeysPublicPartMakesACard() throws {
    let signing = PublicKeyFile(.packSigning, RandomBytes.make(32))
    for text in [
      signing.text, KeyFileFixture.text, "", Self.key.text.replacingOccurrences(of: "fingerprint", with: "f"),
    ] {
      let path = try folder.write(text, "other.pub")
      let command = try #require(
        try KioskCtl.parseAsRoot(["key", "card", path, "--out", folder.file("card.svg")]) as? KeyCard)
      expect(.invalid) { try command.run() }
      #expect(!AtomicFile.exists(folder.file("card.svg")))
    }
  }

  @Test func textsAreEscapedAndNumbersPlain() {
    #expect(SVGPage.escaped("a<b & \"c\">") == "a&lt;b &amp; &quot;c&quot;&gt;")
    #expect([0, 1, 2.5, -0.25, 10.1256].map(SVGPage.number) == ["0", "1", "2.5", "-0.25", "10.126"])
    #expect(SVGPage.lines("one two three", columns: 7) == ["one two", "three"])
  }
}
