import Foundation
import KioskCore

/// Writes a file piece by piece: behind what is there, or beside it and then in its place.
final class FileWriter {
  private static let bufferLength = 64 << 10

  private let path: String
  private let beside: String?
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Behind what is there.
  init(appendingTo path: String) throws(KioskError) {
    self.path = path
    beside = nil
    descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw FileError.last("\(path) cannot be written") }
  }

  /// Instead of what is there, from `replace()` on; only its owner can read it.
  init(replacing path: String) throws(KioskError) {
    let beside = path + ".new"
    self.path = path
    self.beside = beside
    AtomicFile.remove(beside)
    descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, AtomicFile.privateMode)
    guard descriptor >= 0 else { throw FileError.last("\(path) cannot be written") }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func write(_ bytes: some Collection<UInt8>) throws(KioskError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferLength { try empty() }
  }

  /// Makes all that was written survive a power cut.
  func flush() throws(KioskError) {
    try empty()
    guard fsync(descriptor) == 0 else { throw FileError.last("\(path) cannot be flushed") }
  }

  /// Puts the new file in the place of the old one, durably.
  func replace() throws(KioskError) {
    try flush()
    if let beside { try AtomicFile.rename(beside, to: path) }
  }

  private func empty() throws(KioskError) {
    var rest = buffer[...]
    buffer = []
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError.last("\(path) cannot be written") }
      rest = rest.dropFirst(count)
    }
  }
}
