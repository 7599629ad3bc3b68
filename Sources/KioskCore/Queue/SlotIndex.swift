/// Which slots are in use, in memory. It is read from the slots at start and follows every durable change.
struct SlotIndex {
  /// What is known of a queued envelope without reading it.
  struct Entry {
    let id: EnvelopeID
    let tag: WithdrawalTag
    let kind: EnvelopeHeader.Kind
  }

  private(set) var free: [Int] = []
  private(set) var queued: [Int: Entry] = [:]
  private(set) var slotOfID: [EnvelopeID: Int] = [:]
  private(set) var setAside: Set<Int> = []
  private(set) var capacity = 0

  init(reading connection: SQLiteConnection) throws(KioskError) {
    let prefix = Slot.headLength + EnvelopeHeader.length
    let statement = try connection.statement("SELECT number, substr(bytes, 1, \(prefix)), length(bytes) FROM slot")
    defer { statement.reset() }
    while try statement.step() {
      let slot = Int(statement.integer(0))
      let bytes = statement.bytes(1)
      guard statement.integer(2) == Slot.length, let state = Slot.State(rawValue: bytes[0]) else {
        setAside.insert(slot)
        capacity += 1
        continue
      }
      capacity += 1
      switch state {
      case .free: free.append(slot)
      case .quarantined, .refused: setAside.insert(slot)
      case .queued:
        // A header that no longer reads is found to be damaged when its turn comes; until then it counts as queued.
        let header = try? EnvelopeHeader(decoding: bytes.dropFirst(Slot.headLength))
        insert(
          slot,
          Entry(
            id: header?.id ?? EnvelopeID(), tag: header?.withdrawalTag ?? WithdrawalTag(),
            kind: header?.kind ?? .contribution))
      }
    }
    guard capacity > 0 else { throw KioskError(.corrupt, "the queue has no slots") }
  }

  private mutating func insert(_ slot: Int, _ entry: Entry) {
    queued[slot] = entry
    slotOfID[entry.id] = slot
  }

  private mutating func remove(_ slot: Int) {
    if let entry = queued.removeValue(forKey: slot) { slotOfID[entry.id] = nil }
  }

  mutating func apply(_ change: SlotChange) {
    remove(change.slot)
    switch change.state {
    case .free: free.append(change.slot)
    case .queued: insert(change.slot, change.entry!)
    case .quarantined, .refused: setAside.insert(change.slot)
    }
  }

  /// Takes free slots, each with the same chance.
  mutating func takeFree() -> Int? {
    guard !free.isEmpty else { return nil }
    var generator = SystemRandomNumberGenerator()
    free.swapAt(Int.random(in: 0..<free.count, using: &generator), free.count - 1)
    return free.removeLast()
  }

  /// Gives slots back that were taken for a transaction which failed.
  mutating func giveBack(_ slots: [Int]) {
    free.append(contentsOf: slots)
  }
}
