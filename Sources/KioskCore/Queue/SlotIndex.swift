/// Which slots of a pool are in use, in memory. It is read from the slots at start and follows every change.
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
  /// Those of them that are whole, and that the store would not have.
  private(set) var refused: Set<Int> = []
  let capacity: Int
  let layout: SlotLayout

  /// Reads the front of every slot, and whether all its parts are there. Each is looked for by its number, so that a
  /// damaged page costs one slot and no more.
  /// - Throws: `.corrupt` when it is not known how many slots there are.
  init(reading connection: SQLiteConnection, _ layout: SlotLayout) throws(KioskError) {
    self.layout = layout
    capacity = try Self.capacity(in: connection, layout)
    let front = try connection.statement(
      """
      SELECT substr(bytes, 1, \(Slot.headLength + EnvelopeHeader.length)) FROM slot
      WHERE number = ? AND length(bytes) = \(layout.partLength)
      """)
    let part = try connection.statement(
      "SELECT 1 FROM slot WHERE number = ? AND length(bytes) = \(layout.partLength)")
    // In one transaction: at the beginning of each, SQLite asks the file system for the file's length.
    try connection.execute("BEGIN")
    defer { try? connection.execute("COMMIT") }
    for slot in 1...capacity {
      let rows = layout.rows(of: slot)
      defer { front.reset() }
      do throws(KioskError) {
        var isWhole = try front.bind(1, Int64(rows.lowerBound)).step()
        for row in rows.dropFirst() where isWhole {
          defer { part.reset() }
          isWhole = try part.bind(1, Int64(row)).step()
        }
        if isWhole { add(slot, front: front.bytes(0)) } else { setAside.insert(slot) }
      } catch {
        guard error.code == .corrupt else { throw error }
        setAside.insert(slot)
      }
    }
  }

  /// How many slots were made. The last slot is asked as well: damage may raise the number, which adds slots that count
  /// as damaged, but must not hide any.
  private static func capacity(
    in connection: SQLiteConnection, _ layout: SlotLayout
  ) throws(KioskError) -> Int {
    let written = (try? connection.number("SELECT capacity FROM queue")) ?? 0
    let last = (try? connection.number("SELECT max(number) FROM slot")) ?? 0
    let slots = last / layout.parts + (last % layout.parts == 0 ? 0 : 1)
    guard let capacity = [written, slots].filter(layout.capacities.contains).max() else {
      throw KioskError(.corrupt, "the queue has no slots", nextStep: "Keep the state directory and ask for help")
    }
    return capacity
  }

  private mutating func add(_ slot: Int, front: [UInt8]) {
    switch Slot.state(of: front) {
    case .free: free.append(slot)
    case .quarantined: setAside.insert(slot)
    case .refused:
      setAside.insert(slot)
      refused.insert(slot)
    case .queued, nil:
      // What no longer reads counts as queued until its turn comes; then its digest says whether it is whole.
      let header = try? EnvelopeHeader(decoding: front.dropFirst(Slot.headLength))
      insert(
        slot,
        Entry(
          id: header?.id ?? EnvelopeID(), tag: header?.withdrawalTag ?? WithdrawalTag(),
          kind: header?.kind ?? .contribution))
    }
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
    setAside.remove(change.slot)
    refused.remove(change.slot)
    switch change.state {
    case .free: free.append(change.slot)
    case .queued: insert(change.slot, change.entry!)
    case .quarantined: setAside.insert(change.slot)
    case .refused:
      setAside.insert(change.slot)
      refused.insert(change.slot)
    }
  }

  /// Whether an envelope of a kind would find a slot.
  func hasRoom(for kind: EnvelopeHeader.Kind) -> Bool {
    free.count > (kind == .withdrawal ? 0 : layout.reserve(of: capacity))
  }

  /// Contributions that a withdrawal with this tag takes back.
  func contributions(withdrawnBy tag: WithdrawalTag) -> [Int] {
    queued.compactMap { $0.value.kind == .contribution && $0.value.tag == tag ? $0.key : nil }
  }

  /// Takes a free slot, each with the same chance; `apply` says later what became of it.
  mutating func takeFree() -> Int? {
    guard !free.isEmpty else { return nil }
    var generator = SystemRandomNumberGenerator()
    free.swapAt(Int.random(in: 0..<free.count, using: &generator), free.count - 1)
    return free.removeLast()
  }
}
