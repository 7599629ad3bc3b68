/// How a pool's slots are laid out. There are two pools: slots take their space in advance, and a drawing takes that of
/// sixteen texts.
struct SlotLayout: Hashable, Sendable {
  /// The envelopes of words and choices.
  static let words = SlotLayout(
    name: "the queue", bucket: .small, applicationID: 0x4B51_5545, parts: 1, largestGroup: 64, capacities: 1...65_536)
  /// The envelopes of drawings.
  static let drawings = SlotLayout(
    name: "the queue for drawings", bucket: .media64, applicationID: 0x4B51_5544, parts: 9, largestGroup: 12,
    capacities: 1...4096)

  /// What errors call the pool.
  let name: String
  /// The size of the contributions that it takes.
  let bucket: Bucket
  /// Marks the database: "KQUE" or "KQUD", so that neither is taken for the other.
  let applicationID: Int
  /// How many rows a slot takes. Each has a page to itself, so that no row has overflow pages whose order could tell
  /// anything, and a damaged page cannot lead into another slot.
  let parts: Int
  /// The most slots that one transaction touches. It bounds memory (each part is a page in the cache) and the WAL, which
  /// is 591,584 bytes for words and 953,088 for drawings.
  let largestGroup: Int
  /// How many slots a new pool can have.
  let capacities: ClosedRange<Int>

  /// Length of a slot: an envelope, and what stands in front of it.
  var length: Int { Slot.headLength + bucket.envelopeLength }
  /// Length of each row's bytes. What is left over in the last one is random.
  var partLength: Int { (length + parts - 1) / parts }

  /// The rows of a slot, in the order of its bytes.
  func rows(of slot: Int) -> ClosedRange<Int> { (slot - 1) * parts + 1...slot * parts }

  /// Slots of so many that are kept for withdrawals: few people take something back, and they must be able to when
  /// nothing else is taken any more. One in 128, which of a small pool is none. A drawing's withdrawal takes the
  /// drawing's own slot, and every other one a slot among the words.
  func reserve(of capacity: Int) -> Int { bucket == .small ? capacity / 128 : 0 }
}
