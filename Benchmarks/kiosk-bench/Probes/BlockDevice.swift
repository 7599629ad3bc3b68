/// A block device's counters, from `/sys/block/NAME/stat` (Documentation/block/stat.rst of Linux).
struct BlockDevice: Sendable {
  let name: String

  /// What went to the device since it was there.
  struct Counters: Sendable {
    let bytesWritten: Int
    let flushes: Int

    static func - (a: Counters, b: Counters) -> Counters {
      Counters(bytesWritten: a.bytesWritten - b.bytesWritten, flushes: a.flushes - b.flushes)
    }
  }

  init(name: String) {
    self.name = name
  }

  /// The counters now.
  var counters: Counters {
    let fields = TextFile.read("/sys/block/\(name)/stat").split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard fields.count > 15 else { return Counters(bytesWritten: 0, flushes: 0) }
    return Counters(bytesWritten: fields[6] * 512, flushes: fields[15])
  }
}
