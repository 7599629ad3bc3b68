import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// What the disk itself takes: 4 KiB written in place, and flushed.
enum FlushProbe {
  private static let length = 1 << 20
  private static let block = 4096

  /// - Returns: a sample for each write with its flush.
  static func run(in directory: String, count: Int = 1000) throws(KioskError) -> Samples {
    let path = directory + "/flush-probe"
    try AtomicFile.write([UInt8](repeating: 0, count: length), to: path)
    defer { AtomicFile.remove(path) }
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw KioskError(.storage, "the probe's file cannot be opened") }
    defer { close(descriptor) }
    let bytes = RandomBytes.make(block)
    var samples = Samples()
    let clock = ContinuousClock()
    for index in 0..<count {
      let place = index * block % length
      var isWritten = false
      samples.add(
        clock.measure { isWritten = pwrite(descriptor, bytes, block, place) == block && fdatasync(descriptor) == 0 })
      guard isWritten else { throw KioskError(.storage, "the probe's file cannot be flushed") }
    }
    return samples
  }
}
