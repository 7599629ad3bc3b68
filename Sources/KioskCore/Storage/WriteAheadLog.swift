#if canImport(Glibc)
  import Glibc
#endif

/// The WAL file of a database that only one connection ever has open, kept at its full length from the start.
///
/// A WAL keeps commit order. So after each checkpoint its used part is overwritten with zeros: SQLite then finds no
/// valid header and takes it for empty, nothing of the order is left, and no block is given back to a disk that may be
/// full when it is wanted again.
struct WriteAheadLog {
  /// SQLite's file format: 32 bytes in front, 24 before each page.
  static let headerLength = 32
  static let frameHeaderLength = 24

  let path: String
  let pageSize: Int

  init(databasePath: String, pageSize: Int) {
    path = databasePath + "-wal"
    self.pageSize = pageSize
  }

  /// Length in bytes of a WAL with `frames` frames.
  func length(frames: Int) -> Int {
    frames == 0 ? 0 : Self.headerLength + frames * (Self.frameHeaderLength + pageSize)
  }

  /// Whether the file is there.
  var exists: Bool { access(path, F_OK) == 0 }

  /// Whether the file holds nothing but zeros, or is not there.
  func isBlank() throws(KioskError) -> Bool {
    guard exists else { return true }
    return try AtomicFile.read(path, maximum: .max).allSatisfy { $0 == 0 }
  }

  /// Makes the file as long as `frames` frames take, in zeros that are allocated and flushed.
  func reserve(frames: Int, creating: Bool = false) throws(KioskError) {
    try withFile(creating: creating) { descriptor throws(KioskError) in
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw FileError.last("the WAL cannot be examined") }
      let missing = length(frames: frames) - Int(status.st_size)
      if missing > 0 { try writeZeros(descriptor, from: Int(status.st_size), count: missing) }
      guard fsync(descriptor) == 0 else { throw FileError.last("the WAL cannot be flushed") }
    }
  }

  /// Overwrites the part that `frames` frames took, and flushes: somebody may cut the power to keep it. The header goes
  /// first: without it the rest is no WAL.
  func scrub(frames: Int) throws(KioskError) {
    guard frames > 0 else { return }
    try withFile { descriptor throws(KioskError) in
      try writeZeros(descriptor, from: 0, count: length(frames: frames))
      guard fdatasync(descriptor) == 0 else { throw FileError.last("the WAL cannot be flushed") }
    }
  }

  /// Overwrites all of it and flushes.
  func scrubAll() throws(KioskError) {
    try withFile { descriptor throws(KioskError) in
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { throw FileError.last("the WAL cannot be examined") }
      try writeZeros(descriptor, from: 0, count: Int(status.st_size))
      guard fsync(descriptor) == 0 else { throw FileError.last("the WAL cannot be flushed") }
    }
  }

  private func withFile(
    creating: Bool = false, _ body: (CInt) throws(KioskError) -> Void
  ) throws(KioskError) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | (creating ? O_CREAT : 0), 0o600)
    guard descriptor >= 0 else { throw FileError.last("the WAL cannot be opened") }
    defer { close(descriptor) }
    try body(descriptor)
  }

  private func writeZeros(_ descriptor: CInt, from start: Int, count: Int) throws(KioskError) {
    let zeros = [UInt8](repeating: 0, count: min(count, 64 << 10))
    var done = 0
    while done < count {
      let written = pwrite(descriptor, zeros, min(zeros.count, count - done), start + done)
      guard written > 0 else { throw FileError.last("the WAL cannot be overwritten") }
      done += written
    }
  }
}
