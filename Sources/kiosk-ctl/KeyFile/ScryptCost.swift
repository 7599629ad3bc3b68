import Crypto
import CryptoExtras
import Foundation
import KioskCore

/// How much work scrypt (RFC 7914) makes of trying one passphrase.
struct ScryptCost: Equatable, Sendable {
  /// What new files are written with: 128 MiB, and about half a second.
  static let usual = ScryptCost(rounds: 1 << 17, blockSize: 8, parallelism: 1)
  /// The most memory that a file may ask for, in bytes.
  static let maximumMemory = 1 << 30

  /// N, a power of two.
  let rounds: Int
  /// r.
  let blockSize: Int
  /// p.
  let parallelism: Int

  /// The three numbers as they stand in a file.
  var text: String { "\(rounds) \(blockSize) \(parallelism)" }

  init(rounds: Int, blockSize: Int, parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// Reads the numbers; nil when a file asks for what scrypt does not have or for more than is given.
  init?(_ text: String) {
    let numbers = text.split(separator: " ", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard numbers.count == 3, (2...1 << 24).contains(numbers[0]), numbers[0].nonzeroBitCount == 1,
      (1...32).contains(numbers[1]), (1...16).contains(numbers[2]),
      128 * numbers[0] * numbers[1] * numbers[2] <= Self.maximumMemory
    else { return nil }
    self.init(rounds: numbers[0], blockSize: numbers[1], parallelism: numbers[2])
    guard text == self.text else { return nil }
  }

  /// The key that a passphrase becomes.
  func key(_ passphrase: Passphrase, salt: [UInt8]) throws(KioskError) -> SymmetricKey {
    var bytes = passphrase.exposedBytes
    defer { bytes.withUnsafeMutableBytes { wipe($0) } }
    do {
      return try KDF.Scrypt.deriveKey(
        from: bytes, salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    } catch {
      throw KioskError(
        .full, "there is no memory to try the passphrase", nextStep: "Free \(128 * rounds * blockSize >> 20) MiB")
    }
  }
}
