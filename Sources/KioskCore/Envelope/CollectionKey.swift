internal import Crypto
internal import FoundationEssentials

/// The key to which contributions are sealed; only coordinators hold its private part.
public struct CollectionPublicKey: Sendable, Equatable {
  /// Length of an X-Wing public key: ML-KEM-768 (1184) and X25519 (32).
  public static let length = 1216

  let key: XWingMLKEM768X25519.PublicKey
  /// The key's bytes.
  public let bytes: [UInt8]

  /// - Throws: `KioskError.invalid` when the bytes are not such a key.
  public init(_ bytes: some Collection<UInt8>) throws(KioskError) {
    let copy = Array(bytes)
    // The library looks at the length only; a key that is none shows when something is encapsulated to it.
    guard copy.count == Self.length, let key = try? XWingMLKEM768X25519.PublicKey(rawRepresentation: copy),
      (try? key.encapsulate()) != nil
    else { throw KioskError(.invalid, "this is not a collection key") }
    self.key = key
    self.bytes = copy
  }

  /// SHA-256 of the key: what people compare.
  public var fingerprint: [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// What an envelope names the key by.
  public var id: [UInt8] { Array(fingerprint.prefix(16)) }

  public static func == (a: CollectionPublicKey, b: CollectionPublicKey) -> Bool { a.bytes == b.bytes }
}

/// The private part. It prints nothing of itself.
public struct CollectionPrivateKey: Sendable {
  /// Length of the seed that the key is expanded from.
  public static let seedLength = 32

  let key: XWingMLKEM768X25519.PrivateKey
  private let seed: Redacted<[UInt8]>

  /// A new key.
  public init() throws(KioskError) {
    try self.init(seed: RandomBytes.make(Self.seedLength))
  }

  /// The key that a seed expands to.
  /// - Throws: `KioskError.invalid` unless there are 32 bytes.
  public init(seed: [UInt8]) throws(KioskError) {
    guard seed.count == Self.seedLength,
      let key = try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil)
    else { throw KioskError(.invalid, "this is not the seed of a collection key") }
    self.key = key
    self.seed = Redacted(seed)
  }

  /// The seed: whoever has it can open everything.
  public var exposedSeed: [UInt8] { seed.exposed }

  /// The public part.
  public var publicKey: CollectionPublicKey {
    get throws(KioskError) { try CollectionPublicKey(Array(key.publicKey.rawRepresentation)) }
  }
}

extension CollectionPrivateKey: CustomStringConvertible, CustomReflectable {
  public var description: String { "‹redacted›" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
