import Testing

@testable import KioskCore

/// A drawing is a picture and nothing else.
@Suite struct DrawingTests {
  private func refusal(_ png: [UInt8]) -> KioskError.Code? {
    EnvelopeFixtures.refusal { try Drawing(png: png) }
  }

  @Test func aRealDrawingIsTaken() throws {
    let png = try EnvelopeFixtures.drawing
    let drawing = try Drawing(png: png, description: "A face\nthat smiles")
    #expect(drawing.exposedPNG == png)
    #expect(drawing.exposedDescription == "A face\nthat smiles")
    #expect(try Drawing(png: png).exposedDescription == "")
  }

  @Test func theSumIsThatOfTheStandard() {
    #expect(CRC32.sum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CRC32.sum([]) == 0)
  }

  @Test func itHasALongestLength() {
    #expect(refusal(PNGMaker.plain(length: 60_000)) == nil)
    #expect(refusal(PNGMaker.plain(length: 60_001)) == .invalid)
  }

  @Test func itHasALargestSize() {
    for (width, height, isTaken) in [
      (1, 1, true), (2000, 2000, true), (0, 1, false), (1, 0, false), (2001, 1, false), (1, 2001, false),
      (1 << 31, 1, false),
    ] {
      let png = PNGMaker.file(PNGMaker.header(width, height), PNGMaker.chunk("IDAT", [1]), PNGMaker.chunk("IEND"))
      #expect((refusal(png) == nil) == isTaken, "\(width) x \(height)")
    }
  }

  /// Everything that a picture can do without could tell when, where or with what it was made.
  @Test(arguments: [
    "tEXt", "zTXt", "iTXt", "tIME", "eXIf", "iCCP", "gAMA", "cHRM", "sRGB", "pHYs", "bKGD", "acTL", "prVt", "IDOT",
    "\u{0}\u{0}\u{0}\u{0}", "idat",
  ])
  func metadataIsRefused(type: String) {
    let (header, data, end) = (PNGMaker.header(), PNGMaker.chunk("IDAT", [1]), PNGMaker.chunk("IEND"))
    let more = PNGMaker.chunk(type, Array("2026-11-21 16:48".utf8))
    #expect(refusal(PNGMaker.file(header, data, end)) == nil)
    for png in [
      PNGMaker.file(header, more, data, end), PNGMaker.file(header, data, more, end),
      PNGMaker.file(header, data, end, more), PNGMaker.file(more, header, data, end),
    ] { #expect(refusal(png) == .invalid) }
  }

  @Test func nothingStandsBehindTheEnd() throws {
    for tail in [[0], Array("a note".utf8), try EnvelopeFixtures.drawing] {
      #expect(try refusal(EnvelopeFixtures.drawing + tail) == .invalid)
    }
    let filled = PNGMaker.file(PNGMaker.header(), PNGMaker.chunk("IDAT", [1]), PNGMaker.chunk("IEND", [1]))
    #expect(refusal(filled) == .invalid)
  }

  @Test func whatIsCutShortIsRefused() throws {
    let png = try EnvelopeFixtures.drawing
    for count in 0..<png.count { #expect(refusal(Array(png.prefix(count))) == .invalid, "\(count) bytes") }
  }

  /// One bit anywhere: in the signature, a length, a type, the content or a sum.
  @Test func everyDamagedBitIsFound() throws {
    let png = try EnvelopeFixtures.drawing
    for index in png.indices {
      var damaged = png
      damaged[index] ^= 1 << UInt8(index % 8)
      #expect(refusal(damaged) == .invalid, "byte \(index)")
    }
  }

  @Test func aLengthBeyondTheEndIsRefused() {
    for length in [2, 1 << 20, 0x7FFF_FFFF, 0xFFFF_FFFF] {
      let chunk = PNGMaker.number(length) + Array("IDAT".utf8) + [1, 2, 3, 4, 5]
      #expect(refusal(PNGMaker.file(PNGMaker.header(), chunk)) == .invalid)
    }
  }

  @Test func chunksHaveTheirOrder() {
    let (header, data, end) = (
      PNGMaker.header(depth: 8, colour: 3), PNGMaker.chunk("IDAT", [1]), PNGMaker.chunk("IEND")
    )
    let palette = PNGMaker.chunk("PLTE", [UInt8](repeating: 9, count: 6))
    let transparency = PNGMaker.chunk("tRNS", [0, 1])
    for png in [
      PNGMaker.file(header, palette, data, end), PNGMaker.file(header, palette, transparency, data, end),
      PNGMaker.file(header, palette, data, data, data, end),
    ] { #expect(refusal(png) == nil) }
    for png in [
      PNGMaker.file(), PNGMaker.file(end), PNGMaker.file(header, end), PNGMaker.file(data, end),
      PNGMaker.file(header, data, end), PNGMaker.file(header, palette, end),
      PNGMaker.file(header, header, palette, data, end),
      PNGMaker.file(header, palette, palette, data, end), PNGMaker.file(header, data, palette, end),
      PNGMaker.file(header, palette, data, transparency, end), PNGMaker.file(header, palette, data),
      PNGMaker.file(header, palette, transparency, transparency, data, end),
      PNGMaker.file(header, transparency, palette, data, end), PNGMaker.file(header, palette, data, end, end),
    ] { #expect(refusal(png) == .invalid) }
  }

  @Test func coloursFitTogether() {
    func png(_ depth: UInt8, _ colour: UInt8, _ chunks: [UInt8]..., last: [UInt8] = [0, 0, 0]) -> [UInt8] {
      PNGMaker.file(
        PNGMaker.header(depth: depth, colour: colour, last: last), chunks.flatMap(\.self), PNGMaker.chunk("IDAT", [1]),
        PNGMaker.chunk("IEND"))
    }
    func palette(_ count: Int) -> [UInt8] { PNGMaker.chunk("PLTE", [UInt8](repeating: 0, count: count)) }
    func transparency(_ count: Int) -> [UInt8] { PNGMaker.chunk("tRNS", [UInt8](repeating: 0, count: count)) }
    for taken in [
      png(1, 0), png(16, 0), png(8, 2), png(8, 4), png(16, 6), png(4, 3, palette(3)), png(8, 3, palette(768)),
      png(8, 2, palette(30)), png(8, 0, transparency(2)), png(8, 2, transparency(6)), png(8, 6, last: [0, 0, 1]),
    ] { #expect(refusal(taken) == nil) }
    for refused in [
      png(3, 0), png(4, 2), png(16, 3, palette(3)), png(8, 1), png(8, 5), png(8, 7), png(0, 6), png(8, 0, palette(3)),
      png(8, 4, palette(3)), png(8, 3, palette(0)), png(8, 3, palette(4)), png(8, 3, palette(771)),
      png(8, 4, transparency(2)), png(8, 6, transparency(6)), png(8, 0, transparency(6)),
      png(8, 3, palette(3), transparency(0)), png(8, 3, palette(3), transparency(257)),
      png(8, 6, last: [1, 0, 0]), png(8, 6, last: [0, 1, 0]), png(8, 6, last: [0, 0, 2]), png(8, 6, last: []),
    ] { #expect(refused.isEmpty || refusal(refused) == .invalid) }
  }

  @Test func otherPicturesAreRefused() {
    for bytes in [[], Array("GIF89a".utf8), [0xFF, 0xD8, 0xFF, 0xE0], Array("<svg/>".utf8), RandomBytes.make(500)] {
      #expect(refusal(bytes) == .invalid)
    }
  }
}
