import Foundation
import KioskCore

/// What is piped or typed into the program.
enum StandardInput {
  /// The longest that is read, in bytes.
  static let maximumBytes = 64 << 10

  /// Whether somebody types.
  static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// Everything up to the end, as text.
  /// - Parameter what: what errors call it.
  /// - Throws: `KioskError.invalid` when it is too long or not UTF-8.
  static func all(_ what: String) throws(KioskError) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    defer {
      bytes.withUnsafeMutableBytes { wipe($0) }
      buffer.withUnsafeMutableBytes { wipe($0) }
    }
    bytes.reserveCapacity(maximumBytes + buffer.count)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError.last("standard input cannot be read") }
      guard count > 0 else { break }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= maximumBytes else {
        throw KioskError(.invalid, "\(what) is longer than \(maximumBytes) bytes")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw KioskError(.invalid, "\(what) is not valid UTF-8")
    }
    return text
  }

  /// The first line, without white space around it.
  static func line(_ what: String) throws(KioskError) -> String {
    let first = try all(what).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first ?? ""
    return first.trimmingCharacters(in: .whitespaces)
  }
}
