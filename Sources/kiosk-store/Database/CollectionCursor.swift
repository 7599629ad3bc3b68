import KioskCore

/// Where a collection stands: the last envelope and the last quarantined one that were handed out, each by round and
/// key. 48 bytes: round (8, big-endian) · envelope id (16) · round (8) · beginning of a digest (16).
struct CollectionCursor: Sendable, Equatable {
  static let length = 48

  /// A place in one of the two lists.
  struct Place: Sendable, Equatable {
    var round: Int64 = 0
    var key = [UInt8](repeating: 0, count: 16)

    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: round >> (56 - 8 * $0)) } + key }

    init() {}

    init(round: Int64, key: [UInt8]) {
      self.round = round
      self.key = key
    }

    init(_ bytes: ArraySlice<UInt8>) {
      round = bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
      key = Array(bytes.dropFirst(8))
    }
  }

  var envelopes = Place()
  var quarantine = Place()

  /// The beginning.
  init() {}

  /// Reads a cursor; an empty one is the beginning.
  /// - Throws: `KioskError.invalid`.
  init(decoding bytes: [UInt8]) throws(KioskError) {
    guard !bytes.isEmpty else { return }
    guard bytes.count == Self.length, bytes[0] < 0x80, bytes[24] < 0x80 else {
      throw KioskError(.invalid, "this is not a collection's cursor", nextStep: "Begin at the beginning")
    }
    envelopes = Place(bytes[0..<24])
    quarantine = Place(bytes[24..<48])
  }

  /// The cursor's bytes.
  var bytes: [UInt8] { envelopes.bytes + quarantine.bytes }
}
