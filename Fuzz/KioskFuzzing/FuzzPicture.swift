internal import KioskCore

/// Makes PNG files whose frame is right out of any bytes: a fuzzer does not find check sums by itself.
enum FuzzPicture {
  private static let types = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "tEXt"]

  /// Reads chunks from the bytes: one for the type, one for the length, then the content.
  static func file(of bytes: [UInt8]) -> [UInt8] {
    var file = PortableNetworkGraphic.signature
    var rest = bytes[...]
    while let type = rest.popFirst(), let length = rest.popFirst() {
      let checked = Array(types[Int(type) % types.count].utf8) + rest.prefix(Int(length))
      file += number(UInt32(checked.count - 4)) + checked + number(CRC32.sum(checked))
      rest = rest.dropFirst(Int(length))
    }
    return file
  }

  private static func number(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }
}
