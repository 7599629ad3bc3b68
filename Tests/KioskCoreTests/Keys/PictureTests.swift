import KioskCore
import Testing

@Suite struct PictureTests {
  @Test func aFingerprintHasItsPicturesForEver() {
    let fingerprint: [UInt8] =
      [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xff, 0x00, 0xf0, 0x0f] + Array(12..<32)
    let order: [Picture] = [
      .sun, .moon, .star, .cloud, .tree, .leaf, .flower, .fish, .bird, .boat, .house, .key, .bell, .cup, .heart, .hill,
    ]
    #expect(Picture.allCases == order)
    #expect(Picture.of(fingerprint: fingerprint) == order + [.hill, .hill, .sun, .sun, .hill, .sun, .sun, .hill])
    #expect(Picture.of(fingerprint: fingerprint).count == Picture.countOfFingerprint)
  }

  @Test func anyBitOfTheFirstTwelveBytesChangesOnePicture() {
    let fingerprint = [UInt8](repeating: 0x5a, count: 32)
    let pictures = Picture.of(fingerprint: fingerprint)
    for bit in 0..<96 {
      var other = fingerprint
      other[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(zip(Picture.of(fingerprint: other), pictures).count { $0 != $1 } == 1)
    }
  }

  @Test func whatIsShorterHasFewerPictures() {
    #expect(Picture.of(fingerprint: []) == [])
    #expect(Picture.of(fingerprint: [0x1f]) == [.moon, .hill])
  }

  @Test(arguments: ["en", "gd", "sco"]) func noTwoHaveOneWordOrOneDrawing(language: String) {
    #expect(Set(Picture.allCases.map { $0.name.byLanguage[language] ?? "" }).subtracting([""]).count == 16)
    #expect(Set(Picture.allCases.map(\.path)).count == 16)
  }

  /// A path that a browser cannot read draws nothing, or half of the picture.
  @Test(arguments: Picture.allCases) func thePathIsPlainAndClosed(picture: Picture) {
    let path = picture.path
    #expect(path.hasPrefix("M") && path.hasSuffix("Z"))
    #expect(path.allSatisfy { "MLCAQZ 0123456789.-".contains($0) })
    let needed: [Character: Int] = ["M": 2, "L": 2, "Q": 4, "C": 6, "A": 7, "Z": 0]
    var rest = path[...]
    while let command = rest.popFirst() {
      let text = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(text.count)
      let numbers = text.split(separator: " ").map { Double($0) ?? .nan }
      #expect(numbers.count == needed[command], "\(command)\(text)")
      #expect(numbers.allSatisfy { (0...24).contains($0) }, "\(command)\(text)")
    }
  }
}
