internal import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Files that are there whole or not at all, also after a power cut.
public enum AtomicFile {
  /// Mode for whatever only its owner may read.
  public static let privateMode: UInt32 = 0o600
  /// Mode for what everybody may read.
  public static let publicMode: UInt32 = 0o644

  /// Two writers of one file at once would share the file beside it.
  private static let writing = Mutex(())

  /// Writes a file: beside, flushed, renamed, directory flushed.
  /// - Throws: `KioskError` for the step that failed; the old file is untouched then.
  public static func write(
    _ bytes: some Collection<UInt8>, to path: String, mode: UInt32 = privateMode
  ) throws(KioskError) {
    let copy = Array(bytes)
    try writing.withLock { _ throws(KioskError) in try replace(path, with: copy, mode: mode) }
  }

  private static func replace(_ path: String, with bytes: [UInt8], mode: UInt32) throws(KioskError) {
    let beside = path + ".new"
    unlink(beside)
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileError.last("\(path) cannot be written") }
    do throws(KioskError) {
      defer { close(descriptor) }
      try writeAll(bytes, to: descriptor, path: path)
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
        throw FileError.last("\(path) cannot be flushed")
      }
    } catch {
      unlink(beside)
      throw error
    }
    try rename(beside, to: path)
  }

  /// Makes the directory entry of `path` survive a power cut.
  public static func flushDirectory(of path: String) throws(KioskError) {
    let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.last("\(directory) cannot be opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError.last("\(directory) cannot be flushed") }
  }

  /// Reads a file of at most `maximum` bytes.
  /// - Throws: `KioskError.notFound` when it is not there, `.invalid` when it is longer.
  public static func read(_ path: String, maximum: Int = 4 << 20) throws(KioskError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.last("\(path) cannot be read") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let got = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      guard got >= 0 else { throw FileError.last("\(path) cannot be read") }
      guard got > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<got])
      guard bytes.count <= maximum else { throw KioskError(.invalid, "\(path) is longer than \(maximum) bytes") }
    }
  }

  /// Whether something is there.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether nothing is there. A disk that cannot say so is not taken for an empty one.
  /// - Throws: `.storage` or `.denied` when it cannot be told.
  public static func isAbsent(_ path: String) throws(KioskError) -> Bool {
    if access(path, F_OK) == 0 { return false }
    guard errno == ENOENT else { throw FileError.last("\(path) cannot be examined") }
    return true
  }

  /// Length of a file in bytes.
  public static func length(of path: String) throws(KioskError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError.last("\(path) cannot be examined") }
    return Int(status.st_size)
  }

  /// Removes a file if it is there.
  public static func remove(_ path: String) {
    unlink(path)
  }

  /// The names in a directory, in no order; none when it cannot be read.
  public static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Removes a directory and the files in it; what does not go stays.
  public static func removeDirectory(_ path: String) {
    for name in names(in: path) { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// Flushes a file that somebody else wrote.
  public static func flush(_ path: String) throws(KioskError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.last("\(path) cannot be opened") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError.last("\(path) cannot be flushed") }
  }

  /// Renames a flushed file, durably.
  public static func rename(_ from: String, to path: String) throws(KioskError) {
    guard Glibc.rename(from, path) == 0 else { throw FileError.last("\(path) cannot be replaced") }
    try flushDirectory(of: path)
  }

  /// Makes a directory that only its owner may enter; one that is there is left as it is.
  public static func makeDirectory(_ path: String) throws(KioskError) {
    if mkdir(path, 0o700) == 0 {
      try flushDirectory(of: path)
    } else if errno != EEXIST {
      throw FileError.last("\(path) cannot be made")
    }
    guard access(path, R_OK | W_OK | X_OK) == 0 else { throw FileError.last("\(path) is not writable") }
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: CInt, path: String) throws(KioskError) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      guard written > 0 else { throw FileError.last("\(path) cannot be written") }
      done += written
    }
  }
}
