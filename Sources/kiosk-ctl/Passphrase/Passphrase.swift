import Foundation
import KioskCore

/// What locks a key file. It shows nothing of itself.
struct Passphrase: Sendable, Equatable {
  /// The fewest characters of a new one. With scrypt as it is set here, guessing twelve random letters takes longer
  /// than what they protect has to be kept.
  static let minimumCharacters = 12
  /// The longest that is read, in bytes.
  static let maximumBytes = 1024

  private let text: Redacted<String>

  /// A passphrase as it was typed. Characters that can be written in two ways are brought to one (NFC), so that it does
  /// not matter on which keyboard it was typed.
  /// - Throws: `KioskError.invalid` when it is empty or too long.
  init(typed text: String) throws(KioskError) {
    let normalized = text.precomposedStringWithCanonicalMapping
    guard !normalized.isEmpty else {
      throw KioskError(.invalid, "the passphrase is empty", nextStep: "Give the passphrase of the file")
    }
    guard normalized.utf8.count <= Self.maximumBytes else {
      throw KioskError(.invalid, "the passphrase is longer than \(Self.maximumBytes) bytes")
    }
    self.text = Redacted(normalized)
  }

  /// The first line of a file.
  init(file path: String) throws(KioskError) {
    PrivateFile.warnIfOpen(path)
    let bytes = try AtomicFile.read(path, maximum: 64 << 10)
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard let text = String(validating: line, as: UTF8.self) else {
      throw KioskError(.invalid, "the passphrase in \(path) is not valid UTF-8")
    }
    guard !text.isEmpty else {
      throw KioskError(.invalid, "\(path) has no passphrase in its first line", nextStep: "Write it there")
    }
    try self.init(typed: text)
  }

  /// Refuses what is too short for a new file.
  /// - Throws: `KioskError.invalid`.
  func checkStrength() throws(KioskError) {
    guard text.exposed.count >= Self.minimumCharacters else {
      throw KioskError(
        .invalid, "the passphrase has fewer than \(Self.minimumCharacters) characters",
        nextStep: "Choose a longer one, such as five words picked at random")
    }
  }

  /// The bytes that a key is derived from.
  var exposedBytes: [UInt8] { Array(text.exposed.utf8) }
}
