import Crypto
import Foundation
import KioskCore

/// A secret of 32 bytes in a text file, locked by a passphrase: an open header, the secret under ChaCha20-Poly1305 with
/// the header authenticated, and a checksum that tells a damaged file from a wrong passphrase. docs/cli.md has the
/// whole format.
struct KeyFile: Sendable {
  /// Length of what is locked, in bytes.
  static let secretLength = 32
  /// Longest file that is read, in bytes.
  static let maximumBytes = 8 << 10
  private static let sealedLength = 12 + secretLength + 16

  /// What the file says openly.
  let header: KeyFileHeader
  /// Nonce, ciphertext and tag.
  private let sealed: [UInt8]

  /// Locks a secret.
  init(
    locking secret: [UInt8], as content: KeyFileHeader.Content, fingerprint: [UInt8], with passphrase: Passphrase,
    cost: ScryptCost = .usual
  ) throws(KioskError) {
    header = KeyFileHeader(
      content: content, fingerprint: fingerprint, cost: cost, salt: RandomBytes.make(KeyFileHeader.saltLength))
    let key = try cost.key(passphrase, salt: header.salt)
    guard secret.count == Self.secretLength,
      let box = try? ChaChaPoly.seal(secret, using: key, authenticating: Array(header.text.utf8))
    else { throw KioskError(.internal, "locking a key failed") }
    sealed = Array(box.combined)
  }

  /// Reads a file.
  /// - Throws: `.invalid` when it is no key file, `.tooNew` for a later version, `.corrupt` when it is damaged, and what
  ///   reading throws.
  init(path: String) throws(KioskError) {
    try self.init(decoding: try AtomicFile.read(path, maximum: Self.maximumBytes), name: path)
    PrivateFile.warnIfOpen(path)
  }

  /// Reads a file's bytes. Line ends of either kind do not matter.
  /// - Parameter name: what errors call it.
  init(decoding bytes: [UInt8], name: String) throws(KioskError) {
    let text = String(validating: bytes, as: UTF8.self) ?? ""
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    while lines.last == "" { lines.removeLast() }
    guard let first = lines.first, first.hasPrefix(KeyFileHeader.anyVersion) else {
      throw KioskError(
        .invalid, "\(name) is not a key file", nextStep: "Give a file made by 'kiosk-ctl key new', 'signing' or 'split'"
      )
    }
    guard first == KeyFileHeader.version else {
      throw KioskError(.tooNew, "\(name) was written by a later version", nextStep: "Update this software")
    }
    let damaged = KioskError(.corrupt, "\(name) is damaged", nextStep: "Use another copy of the file")
    guard let blank = lines.firstIndex(of: ""), lines.count == blank + 3,
      lines[blank + 2] == Self.checksum(lines[...(blank + 1)].joined(separator: "\n") + "\n"),
      let header = KeyFileHeader(lines: Array(lines[..<blank])),
      let sealed = Data(base64Encoded: lines[blank + 1]), sealed.count == Self.sealedLength
    else { throw damaged }
    self.header = header
    self.sealed = Array(sealed)
  }

  /// The secret. It is not wiped; the program ends soon after.
  /// - Throws: `.denied` when the passphrase is another one, or the header was changed.
  func unlock(with passphrase: Passphrase, name: String) throws(KioskError) -> Redacted<[UInt8]> {
    let key = try header.cost.key(passphrase, salt: header.salt)
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      let secret = try? ChaChaPoly.open(box, using: key, authenticating: Array(header.text.utf8))
    else {
      throw KioskError(
        .denied, "the passphrase does not open \(name)",
        nextStep: "Try again; if it is the right one, somebody has changed the file: use another copy")
    }
    return Redacted(Array(secret))
  }

  /// The file's text.
  var text: String {
    let body = header.text + Data(sealed).base64EncodedString() + "\n"
    return body + Self.checksum(body) + "\n"
  }

  private static func checksum(_ body: String) -> String {
    "checksum: \(Array(SHA256.hash(data: Array(body.utf8))).hexadecimal)"
  }
}
