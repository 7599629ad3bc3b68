import Foundation
import Testing

@testable import KioskCore

/// Makes PNG files chunk by chunk; the compressed picture in them is none.
enum PNGMaker {
  static func chunk(_ type: String, _ content: [UInt8] = []) -> [UInt8] {
    number(content.count) + Array(type.utf8) + content + number(Int(CRC32.sum(Array(type.utf8) + content)))
  }

  static func number(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  static func header(
    _ width: Int = 4, _ height: Int = 3, depth: UInt8 = 8, colour: UInt8 = 6, last: [UInt8] = [0, 0, 0]
  ) -> [UInt8] {
    chunk("IHDR", number(width) + number(height) + [depth, colour] + last)
  }

  static func file(_ chunks: [UInt8]...) -> [UInt8] {
    PortableNetworkGraphic.signature + chunks.flatMap(\.self)
  }

  /// A file that is taken, as long as asked; 58 bytes at least.
  static func plain(length: Int = 60) -> [UInt8] {
    let frame = file(header(), chunk("IDAT"), chunk("IEND")).count
    return file(header(), chunk("IDAT", [UInt8](repeating: 1, count: length - frame)), chunk("IEND"))
  }
}
