/// A sound in the form of WAV: "RIFF", its length, "WAVE", and chunks with their lengths.
enum WaveFile {
  private static let headLength = 12
  private static let chunkHeadLength = 8

  /// The same with the lengths that it has. A program that writes to a pipe cannot know them when it begins.
  /// - Returns: nil for what is no such sound.
  static func withLengths(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > headLength, bytes.starts(with: Array("RIFF".utf8)),
      bytes[8..<12].elementsEqual("WAVE".utf8)
    else { return nil }
    var bytes = bytes
    var place = headLength
    while place + chunkHeadLength <= bytes.count {
      let rest = bytes.count - place - chunkHeadLength
      if bytes[place..<place + 4].elementsEqual("data".utf8) {
        write(rest, to: &bytes, at: place + 4)
        write(bytes.count - chunkHeadLength, to: &bytes, at: 4)
        return bytes
      }
      let length = bytes[place + 4..<place + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length <= rest else { return nil }
      place += chunkHeadLength + length
    }
    return nil
  }

  private static func write(_ length: Int, to bytes: inout [UInt8], at place: Int) {
    for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
  }
}
