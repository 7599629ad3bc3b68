/// Looks whether bytes are a PNG (ISO/IEC 15948) that holds a picture and nothing else. The compressed picture itself is
/// not unpacked.
package enum PortableNetworkGraphic {
  /// Widths and heights, in pixels: more than any screen that a device has, and little enough that 16 MB hold the
  /// unpacked picture of whoever opens it, at eight bits a channel.
  static let side: ClosedRange<UInt32> = 1...2000

  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Chunks that make up a picture. Every other one could say more than that: when it was drawn (`tIME`), with what
  /// (`tEXt`), where (`eXIf`), or by which screen it was coloured (`iCCP`).
  private enum Chunk: String {
    case header = "IHDR"
    case palette = "PLTE"
    case transparency = "tRNS"
    case data = "IDAT"
    case end = "IEND"
  }

  /// - Throws: `KioskError.invalid`.
  static func check(_ bytes: [UInt8]) throws(KioskError) {
    guard bytes.starts(with: signature) else { throw invalid("the drawing is not a PNG") }
    var rest = bytes[signature.count...]
    var seen: [Chunk] = []
    var colour: Colour?
    while seen.last != .end {
      let (chunk, content) = try next(&rest)
      guard seen.isEmpty == (chunk == .header), mayFollow(chunk, seen) else {
        throw invalid("the drawing's chunks are not in their order")
      }
      switch chunk {
      case .header: colour = try Self.colour(in: content)
      case .palette, .transparency:
        guard colour?.allows(chunk == .palette ? .palette : .transparency, content.count) == true else {
          throw invalid("the drawing's colours do not fit together")
        }
      case .data: break
      case .end:
        guard content.isEmpty, seen.last == .data, colour != .indexed || seen.contains(.palette) else {
          throw invalid("the drawing is not complete")
        }
      }
      seen.append(chunk)
    }
    guard rest.isEmpty else { throw invalid("something stands behind the drawing") }
  }

  /// Takes one chunk: length (4, big-endian), type (4), content, CRC-32 of type and content (4).
  private static func next(_ rest: inout ArraySlice<UInt8>) throws(KioskError) -> (Chunk, ArraySlice<UInt8>) {
    let frame = 12
    guard rest.count >= frame else { throw invalid("the drawing is cut short") }
    let length = Int(number(rest.prefix(4)))
    guard length <= rest.count - frame else { throw invalid("the drawing is cut short") }
    let checked = rest.dropFirst(4).prefix(4 + length)
    let sum = rest.dropFirst(8 + length).prefix(4)
    guard let chunk = Chunk(rawValue: String(decoding: checked.prefix(4), as: UTF8.self)) else {
      throw invalid("the drawing holds more than a picture", nextStep: "Save it without metadata and send it again")
    }
    guard CRC32.sum(checked) == number(sum) else { throw invalid("the drawing is damaged") }
    rest = rest.dropFirst(frame + length)
    return (chunk, checked.dropFirst(4))
  }

  /// `IDAT` chunks stand together; what describes them stands before them, once.
  private static func mayFollow(_ chunk: Chunk, _ seen: [Chunk]) -> Bool {
    switch chunk {
    case .header, .end: true
    case .palette: !seen.contains(.data) && !seen.contains(.palette) && !seen.contains(.transparency)
    case .transparency: !seen.contains(.data) && !seen.contains(.transparency)
    case .data: !seen.contains(.data) || seen.last == .data
    }
  }

  /// How a pixel says its colour.
  private enum Colour: UInt8 {
    case grey = 0
    case trueColour = 2
    case indexed = 3
    case greyWithAlpha = 4
    case trueColourWithAlpha = 6

    /// Bits for each channel.
    var depths: Set<UInt8> {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .indexed: [1, 2, 4, 8]
      case .trueColour, .greyWithAlpha, .trueColourWithAlpha: [8, 16]
      }
    }

    /// Whether a palette or a transparency of so many bytes goes with it.
    func allows(_ chunk: Chunk, _ count: Int) -> Bool {
      switch (chunk, self) {
      case (.palette, .trueColour), (.palette, .trueColourWithAlpha), (.palette, .indexed):
        count % 3 == 0 && (1...256).contains(count / 3)
      case (.transparency, .grey): count == 2
      case (.transparency, .trueColour): count == 6
      case (.transparency, .indexed): (1...256).contains(count)
      default: false
      }
    }
  }

  /// Reads `IHDR`: width (4), height (4), depth, colour, compression, filter, interlacing (1 each).
  private static func colour(in header: ArraySlice<UInt8>) throws(KioskError) -> Colour {
    let field = Array(header)
    guard field.count == 13, let colour = Colour(rawValue: field[9]), colour.depths.contains(field[8]),
      field[10] == 0, field[11] == 0, field[12] <= 1
    else { throw invalid("the drawing's header is malformed") }
    guard side.contains(number(field[0..<4])), side.contains(number(field[4..<8])) else {
      throw invalid(
        "the drawing is not \(side.lowerBound) to \(side.upperBound) pixels wide and high",
        nextStep: "Make it smaller and send it again")
    }
    return colour
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func invalid(_ message: String, nextStep: String = "Send a plain PNG") -> KioskError {
    KioskError(.invalid, message, nextStep: nextStep)
  }
}

/// The check sum of PNG chunks: CRC-32 as in ISO/IEC 15948, annex D.
package enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
  }

  package static func sum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }
}
