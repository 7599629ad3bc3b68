import Foundation
import KioskCore

/// What a key file says openly about itself. All of it is authenticated together with the secret.
struct KeyFileHeader: Equatable, Sendable {
  /// First line of the format that this version writes, and the beginning of every version's.
  static let version = "kiosk key file v1"
  static let anyVersion = "kiosk key file v"
  /// Length of the salt in bytes.
  static let saltLength = 16

  /// What the file holds.
  enum Content: Equatable, Sendable {
    /// The seed of a collection key.
    case collectionKey
    /// An Ed25519 key that packs are signed with.
    case packSigningKey
    /// One of the shares of a collection key's seed.
    case share(ShareLabel)

    /// The word in the file.
    var name: String {
      switch self {
      case .collectionKey: "collection key"
      case .packSigningKey: "pack signing key"
      case .share: "share of a collection key"
      }
    }
  }

  let content: Content
  /// SHA-256 of the public key; of the whole key in a share.
  let fingerprint: [UInt8]
  let cost: ScryptCost
  let salt: [UInt8]

  /// The lines in their one order, with the blank line behind them.
  var text: String {
    var lines = [Self.version, "holds: \(content.name)", "fingerprint: \(fingerprint.hexadecimal)"]
    if case .share(let label) = content {
      lines.append("share: \(label.number) of \(label.count)")
      lines.append("needed: \(label.threshold)")
      lines.append("split: \(label.split.hexadecimal)")
    }
    lines.append("scrypt: \(cost.text)")
    lines.append("salt: \(Data(salt).base64EncodedString())")
    return lines.joined(separator: "\n") + "\n\n"
  }
}

/// Which share of which split one is.
struct ShareLabel: Equatable, Sendable {
  /// The most shares that a key is split into.
  static let maximumCount = 16
  /// Length of a split's name in bytes.
  static let splitLength = 16

  /// From 1 to `count`.
  let number: Int
  /// How many shares there are.
  let count: Int
  /// How many are needed.
  let threshold: Int
  /// Random bytes that all shares of one split have: those of two splits of one key do not go together.
  let split: [UInt8]

  /// Nil when the numbers cannot be those of a split.
  init?(number: Int, count: Int, threshold: Int, split: [UInt8]) {
    guard (2...Self.maximumCount).contains(count), (2...count).contains(threshold), (1...count).contains(number),
      split.count == Self.splitLength
    else { return nil }
    self.number = number
    self.count = count
    self.threshold = threshold
    self.split = split
  }
}

extension KeyFileHeader {
  /// Reads the lines in front of the blank one; nil when they are not exactly what `text` would write.
  init?(lines: [String]) {
    guard lines.first == Self.version else { return nil }
    var values: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      values[String(line[..<colon])] = String(line[line.index(after: colon)...].dropFirst())
    }
    guard let content = Self.content(values), let fingerprint = [UInt8](hexadecimal: values["fingerprint"] ?? ""),
      fingerprint.count == 32, let cost = ScryptCost(values["scrypt"] ?? ""),
      let salt = Data(base64Encoded: values["salt"] ?? ""), salt.count == Self.saltLength
    else { return nil }
    self.init(content: content, fingerprint: fingerprint, cost: cost, salt: Array(salt))
    guard text == lines.joined(separator: "\n") + "\n\n" else { return nil }
  }

  private static func content(_ values: [String: String]) -> Content? {
    switch values["holds"] {
    case Content.collectionKey.name: return .collectionKey
    case Content.packSigningKey.name: return .packSigningKey
    case "share of a collection key":
      let numbers = (values["share"] ?? "").split(separator: " ")
      guard numbers.count == 3, numbers[1] == "of", let number = Int(numbers[0]), let count = Int(numbers[2]),
        let threshold = Int(values["needed"] ?? ""), let split = [UInt8](hexadecimal: values["split"] ?? "")
      else { return nil }
      return ShareLabel(number: number, count: count, threshold: threshold, split: split).map(Content.share)
    default: return nil
    }
  }
}
