/// An envelope's name: 16 random bytes, unique for ever.
public struct EnvelopeID: Hashable, Sendable {
  /// Length in bytes.
  public static let length = 16

  /// The bytes.
  public let bytes: [UInt8]

  /// A new random name.
  public init() {
    bytes = RandomBytes.make(Self.length)
  }

  /// - Throws: `KioskError.invalid` unless there are 16 bytes.
  public init(_ bytes: some Collection<UInt8>) throws(KioskError) {
    guard bytes.count == Self.length else { throw KioskError(.invalid, "an envelope id has \(Self.length) bytes") }
    self.bytes = Array(bytes)
  }
}

extension EnvelopeID: CustomStringConvertible {
  /// Thirty-two hexadecimal digits.
  public var description: String { bytes.hexadecimal }
}

extension EnvelopeID: Comparable {
  public static func < (a: EnvelopeID, b: EnvelopeID) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
