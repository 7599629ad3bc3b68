/// What a group of operations does to the slots, worked out before anything is written. Pure but for the random choice
/// of slots.
struct QueuePlan {
  /// The last change to each slot.
  private(set) var changes: [Int: SlotChange] = [:]
  private var slots: SlotIndex

  init(slots: SlotIndex) {
    self.slots = slots
  }

  /// Adds an operation.
  /// - Returns: whether it changed anything; false where it had been done before.
  /// - Throws: `KioskError.full` when there is no slot left; the other operations of the group go on.
  mutating func add(
    _ operation: QueueOperation, reading: (Int) throws(KioskError) -> Envelope?
  ) throws(KioskError) -> Bool {
    switch operation {
    case .put(let envelope):
      return try put(envelope)
    case .withdraw(let envelope):
      let withdrawn = slots.queued.filter { $0.value.tag == envelope.header.withdrawalTag }
      for slot in withdrawn.keys where withdrawn[slot]!.kind == .contribution { free(slot) }
      return try put(envelope)
    case .settle(let receipt):
      return try settle(receipt, reading: reading)
    case .quarantine(let slot):
      guard slots.queued[slot] != nil else { return false }
      record(SlotChange(slot: slot, bytes: Slot.marked(.quarantined), state: .quarantined))
      return true
    }
  }

  private mutating func put(_ envelope: Envelope) throws(KioskError) -> Bool {
    guard envelope.header.bucket == .small else {
      throw KioskError(.invalid, "the queue has no slots for an envelope of this size")
    }
    guard slots.slotOfID[envelope.id] == nil else { return false }
    guard let slot = slots.takeFree() else {
      throw KioskError(
        .full, "the queue is full; everything that was taken before is kept",
        nextStep: "Connect the device to its store, so that it can send what waits")
    }
    record(
      SlotChange(
        slot: slot, bytes: Slot.queued(envelope), state: .queued,
        entry: .init(id: envelope.id, tag: envelope.header.withdrawalTag, kind: envelope.header.kind)))
    return true
  }

  /// Erases only what the receipt names by id and digest.
  private mutating func settle(
    _ receipt: Receipt, reading: (Int) throws(KioskError) -> Envelope?
  ) throws(KioskError) -> Bool {
    guard let slot = slots.slotOfID[receipt.id], changes[slot] == nil, let envelope = try reading(slot),
      envelope.digest.equalsInConstantTime(receipt.digest)
    else { return false }
    if receipt.outcome == .refused {
      record(SlotChange(slot: slot, bytes: Slot.marked(.refused), state: .refused))
    } else {
      free(slot)
    }
    return true
  }

  private mutating func free(_ slot: Int) {
    record(SlotChange(slot: slot, bytes: Slot.free(), state: .free))
  }

  private mutating func record(_ change: SlotChange) {
    changes[change.slot] = change
    slots.apply(change)
  }
}
