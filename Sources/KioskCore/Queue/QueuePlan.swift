/// What a group of operations does to the slots, worked out before anything is written. Pure but for the random choice
/// of slots.
///
/// The index follows each operation at once, so it is ahead of the disk until the changes are written; when that fails,
/// it must be read anew.
struct QueuePlan {
  /// The last change to each slot.
  private(set) var changes: [Int: SlotChange] = [:]
  /// What the changes add to the totals.
  private(set) var counts = QueueCounts()

  /// Adds an operation.
  /// - Returns: whether it changed anything; false where it had been done before.
  /// - Throws: `KioskError.full` when there is no slot left; the other operations of the group go on.
  mutating func add(
    _ operation: QueueOperation, to slots: inout SlotIndex, reading: (Int) throws(KioskError) -> Envelope?
  ) throws(KioskError) -> Bool {
    switch operation {
    case .put(let envelope, let session):
      return try put(envelope, session: session, in: &slots)
    case .withdraw(let envelope):
      erase(withdrawnBy: envelope.header.withdrawalTag, in: &slots)
      return try put(envelope, session: "", in: &slots)
    case .withdrawHeld(let envelope):
      guard erase(withdrawnBy: envelope.header.withdrawalTag, in: &slots) else { return false }
      return try put(envelope, session: "", in: &slots)
    case .settle(let receipt):
      return try settle(receipt, in: &slots, reading: reading)
    case .quarantine(let slot):
      // It was found damaged a while ago; by now the slot may have been erased and hold another envelope.
      guard slots.queued[slot] != nil, changes[slot] == nil, try reading(slot) == nil else { return false }
      record(SlotChange(slot: slot, bytes: Slot.marked(.quarantined), state: .quarantined), in: &slots)
      return true
    case .release(let slot):
      guard slots.refused.contains(slot), changes[slot] == nil, let envelope = try reading(slot) else { return false }
      let entry = SlotIndex.Entry(
        id: envelope.id, tag: envelope.header.withdrawalTag, kind: envelope.header.kind)
      record(SlotChange(slot: slot, bytes: Slot.marked(.queued), state: .queued, entry: entry), in: &slots)
      return true
    }
  }

  private mutating func put(
    _ envelope: Envelope, session: String, in slots: inout SlotIndex
  ) throws(KioskError) -> Bool {
    guard envelope.header.bucket == slots.layout.bucket || envelope.header.kind == .withdrawal else {
      throw KioskError(.invalid, "the queue has no slots for an envelope of this size")
    }
    guard QueueTally.isValid(session: session) else {
      throw KioskError(.invalid, "a session's name has at most \(QueueTally.longestSession) bytes, none of them zero")
    }
    guard slots.slotOfID[envelope.id] == nil else { return false }
    guard slots.hasRoom(for: envelope.header.kind), let slot = slots.takeFree() else {
      throw KioskError(
        .full, "\(slots.layout.name) is full; everything that was taken before is kept",
        nextStep: "Connect the device to its store, so that it can send what waits")
    }
    record(
      SlotChange(
        slot: slot, bytes: Slot.queued(envelope, slots.layout), state: .queued,
        entry: .init(id: envelope.id, tag: envelope.header.withdrawalTag, kind: envelope.header.kind)),
      in: &slots)
    counts.addPut(envelope.header.kind, session: session)
    return true
  }

  /// Erases only what the receipt names by id and digest.
  private mutating func settle(
    _ receipt: Receipt, in slots: inout SlotIndex, reading: (Int) throws(KioskError) -> Envelope?
  ) throws(KioskError) -> Bool {
    guard let slot = slots.slotOfID[receipt.id], changes[slot] == nil, let envelope = try reading(slot),
      envelope.digest.equalsInConstantTime(receipt.digest)
    else { return false }
    if receipt.outcome == .refused {
      record(SlotChange(slot: slot, bytes: Slot.marked(.refused), state: .refused), in: &slots)
    } else {
      free(slot, in: &slots)
      counts.addReceipted()
    }
    return true
  }

  /// - Returns: whether anything was.
  @discardableResult
  private mutating func erase(withdrawnBy tag: WithdrawalTag, in slots: inout SlotIndex) -> Bool {
    let held = slots.contributions(withdrawnBy: tag)
    for slot in held {
      free(slot, in: &slots)
      counts.addWithdrawn()
    }
    return !held.isEmpty
  }

  private mutating func free(_ slot: Int, in slots: inout SlotIndex) {
    record(SlotChange(slot: slot, bytes: Slot.free(slots.layout), state: .free), in: &slots)
  }

  private mutating func record(_ change: SlotChange, in slots: inout SlotIndex) {
    changes[change.slot] = change
    slots.apply(change)
  }
}
