internal import Crypto

/// A slot's bytes: state (8, all alike) · SHA-256 of the envelope (32) · the envelope · random bytes where it is shorter.
///
/// The state is written eight times so that no single damaged byte turns a slot in use into a free one.
enum Slot {
  /// What a slot holds. A free slot's other bytes are random.
  enum State: UInt8 {
    case free = 0
    case queued = 1
    /// Its bytes did not match their digest; kept for a person to look at.
    case quarantined = 2
    /// The store would not have it; kept for a person to look at.
    case refused = 3
  }

  static let stateLength = 8
  static let headLength = stateLength + 32

  /// A free slot.
  static func free(_ layout: SlotLayout) -> [UInt8] {
    marked(.free) + RandomBytes.make(layout.parts * layout.partLength - stateLength)
  }

  /// A slot that holds an envelope.
  static func queued(_ envelope: Envelope, _ layout: SlotLayout) -> [UInt8] {
    let taken = marked(.queued) + envelope.digest + envelope.bytes
    return taken + RandomBytes.make(layout.parts * layout.partLength - taken.count)
  }

  /// The front of a slot whose state changes and whose envelope stays.
  static func marked(_ state: State) -> [UInt8] { [UInt8](repeating: state.rawValue, count: stateLength) }

  /// The state, or nil when its bytes are not alike or not known.
  static func state(of bytes: [UInt8]) -> State? {
    guard let first = bytes.first, bytes.prefix(stateLength).allSatisfy({ $0 == first }) else { return nil }
    return State(rawValue: first)
  }

  /// The envelope, or nil when the bytes do not match their digest.
  static func envelope(in bytes: [UInt8]) -> Envelope? {
    // Its length stands in its header. Where that is damaged, what it says does not match the digest.
    guard bytes.count > headLength, let header = try? EnvelopeHeader(decoding: bytes[headLength...]),
      bytes.count >= headLength + header.bucket.envelopeLength
    else { return nil }
    let body = Array(bytes[headLength...].prefix(header.bucket.envelopeLength))
    guard bytes[stateLength..<headLength].elementsEqual(SHA256.hash(data: body)) else { return nil }
    return try? Envelope(decoding: body)
  }
}

/// One slot's new bytes, and what the index shall know of it.
struct SlotChange {
  let slot: Int
  let bytes: [UInt8]
  let state: Slot.State
  /// For `.queued`: what is in it.
  var entry: SlotIndex.Entry?
}
