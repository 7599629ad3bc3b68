internal import Crypto
internal import FoundationEssentials

/// A public key as a small text file: a line that says what it is, the key in base64, and its fingerprint.
public struct PublicKeyFile: Sendable, Equatable {
  /// What a key is for, as the first line says it.
  public enum Purpose: String, Sendable {
    /// Contributions are sealed to it.
    case collection = "kiosk collection key v1"
    /// Packs are signed with it.
    case packSigning = "kiosk pack signing key v1"

    var length: Int {
      switch self {
      case .collection: CollectionPublicKey.length
      case .packSigning: 32
      }
    }
  }

  /// What the key is for.
  public let purpose: Purpose
  /// The key.
  public let bytes: [UInt8]

  /// A key.
  public init(_ purpose: Purpose, _ bytes: [UInt8]) {
    self.purpose = purpose
    self.bytes = bytes
  }

  /// SHA-256 of the key.
  public var fingerprint: [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// The file's text.
  public var text: String {
    let lines = Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    return "\(purpose.rawValue)\n\(lines)\nfingerprint: \(fingerprint.hexadecimal)\n"
  }

  /// Reads a file.
  /// - Throws: `KioskError.invalid` when it is for something else, malformed, or its fingerprint does not match.
  public init(_ purpose: Purpose, reading text: String) throws(KioskError) {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard let first = lines.first, first == purpose.rawValue else {
      throw KioskError(.invalid, "the file is not a \(purpose.rawValue)", nextStep: "Give the file that ends in .pub")
    }
    let base64 = lines.dropFirst().filter { !$0.hasPrefix("fingerprint:") }.joined()
    guard let data = Data(base64Encoded: base64), data.count == purpose.length else {
      throw KioskError(.invalid, "the public key file is damaged", nextStep: "Get it again from its owner")
    }
    self.init(purpose, Array(data))
    guard lines.contains("fingerprint: \(fingerprint.hexadecimal)") else {
      throw KioskError(
        .invalid, "the public key does not match its fingerprint", nextStep: "Get it again from its owner")
    }
  }
}
