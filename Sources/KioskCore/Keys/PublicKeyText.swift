internal import Crypto
internal import FoundationEssentials

/// A public key as a small text file, to be passed on and compared: one line that says what it is, the key in base64,
/// and its fingerprint. `docs/cli.md` has an example.
public struct PublicKeyText: Hashable, Sendable {
  /// What the key is for. The raw value is the first line of the file.
  public enum Purpose: String, Sendable, CaseIterable {
    /// Contributions are sealed to it: X-Wing, 1216 bytes.
    case collection = "kiosk collection key v1"
    /// Packs are signed with it: Ed25519, 32 bytes.
    case packSigning = "kiosk pack signing key v1"

    /// Length of the key in bytes.
    public var keyLength: Int {
      switch self {
      case .collection: CollectionPublicKey.length
      case .packSigning: 32
      }
    }
  }

  /// Longest file that is read, in bytes.
  public static let maximumBytes = 8 << 10
  private static let columns = 64

  /// What the key is for.
  public let purpose: Purpose
  /// The key's bytes.
  public let key: [UInt8]

  /// - Throws: `KioskError.invalid` when the key is not as long as its purpose says.
  public init(_ purpose: Purpose, key: [UInt8]) throws(KioskError) {
    guard key.count == purpose.keyLength else {
      throw KioskError(.invalid, "this is not the public key of a \(purpose.rawValue)")
    }
    self.purpose = purpose
    self.key = key
  }

  /// Reads a file's bytes. Line ends of either kind, and blank lines at the end, do not matter.
  /// - Throws: `KioskError.invalid` when it is no such file or the fingerprint is another key's.
  public init(decoding bytes: [UInt8], expecting purpose: Purpose) throws(KioskError) {
    let text = bytes.count <= Self.maximumBytes ? String(validating: bytes, as: UTF8.self) : nil
    let lines = (text ?? "").split(whereSeparator: \.isNewline).map(String.init)
    guard lines.count >= 3, lines[0] == purpose.rawValue else {
      throw KioskError(
        .invalid, "this is not a public key file", nextStep: "Give the file whose first line is '\(purpose.rawValue)'")
    }
    let label = "fingerprint: "
    guard lines[lines.count - 1].hasPrefix(label), let key = Data(base64Encoded: lines[1..<lines.count - 1].joined()),
      lines[lines.count - 1].dropFirst(label.count) == Array(SHA256.hash(data: key)).hexadecimal
    else { throw KioskError(.invalid, "the public key file is damaged", nextStep: "Get the file again") }
    try self.init(purpose, key: Array(key))
  }

  /// SHA-256 of the key: what people compare.
  public var fingerprint: [UInt8] { Array(SHA256.hash(data: key)) }

  /// The file's text.
  public var text: String {
    var lines = [purpose.rawValue]
    var encoded = Data(key).base64EncodedString()[...]
    while !encoded.isEmpty {
      lines.append(String(encoded.prefix(Self.columns)))
      encoded = encoded.dropFirst(Self.columns)
    }
    lines.append("fingerprint: \(fingerprint.hexadecimal)")
    return lines.joined(separator: "\n") + "\n"
  }
}
