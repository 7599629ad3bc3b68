/// The sizes that an envelope can have, in all: header, encapsulated key, padded content and authentication tag.
///
/// In a room of ten, exact sizes tell most texts apart; so there is one size for words and choices, and few for the rest.
public enum Bucket: UInt8, CaseIterable, Sendable, Comparable {
  /// 4 KiB: words and choices.
  case small = 0
  /// 64 KiB to 1 MiB: audio and drawings.
  case media64 = 1
  case media128 = 2
  case media256 = 3
  case media512 = 4
  case media1024 = 5

  /// Length of the whole envelope in bytes.
  public var envelopeLength: Int {
    self == .small ? 4 << 10 : (32 << 10) << Int(rawValue)
  }

  /// How many bytes of plaintext fit, the four-byte length in front of it included.
  public var capacity: Int {
    envelopeLength - EnvelopeHeader.length - EnvelopeHeader.encapsulatedKeyLength - EnvelopeHeader.tagLength
  }

  /// Whether a content of so many bytes fits.
  public func holds(_ count: Int) -> Bool { count <= capacity - Self.lengthPrefix }

  /// Bytes in front of the content that say how long it is.
  static let lengthPrefix = 4

  public static func < (a: Bucket, b: Bucket) -> Bool { a.rawValue < b.rawValue }
}
