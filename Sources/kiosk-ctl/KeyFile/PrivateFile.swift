import Foundation
import KioskCore

/// Files that only their owner may read, and that are never overwritten.
enum PrivateFile {
  /// Says on standard error that others can read a file which nobody else should.
  static func warnIfOpen(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 else { return }
    StandardError.warn("others can read \(path); set its mode to 0600")
  }

  /// Writes files that are not there yet, all or none.
  /// - Throws: `KioskError.conflict` when one is there, or what writing throws; then none of them is left.
  static func create(_ files: [(path: String, bytes: [UInt8], mode: UInt32)]) throws(KioskError) {
    var made: [String] = []
    do throws(KioskError) {
      for file in files {
        try reserve(file.path)
        made.append(file.path)
      }
      for file in files { try AtomicFile.write(file.bytes, to: file.path, mode: file.mode) }
    } catch {
      for path in made { AtomicFile.remove(path) }
      throw error
    }
  }

  /// Takes the name by an empty file, which fails where there is one: renaming alone would replace it.
  private static func reserve(_ path: String) throws(KioskError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST {
        throw KioskError(.conflict, "\(path) is there already", nextStep: "Choose another name, or move the file away")
      }
      throw FileError.last("\(path) cannot be written")
    }
    close(descriptor)
  }
}
