import Testing

@testable import KioskCore

/// Within a group each operation sees what those before it did, and no slot is lost or given twice.
@Suite struct QueuePlanTests {
  private let folder = try! QueueFolder(capacity: 6)

  private func run(_ operations: [QueueOperation], on file: QueueFile) throws -> [Result<Bool, KioskError>] {
    var plan = QueuePlan()
    let outcomes = operations.map { operation in
      Result { () throws(KioskError) in
        try plan.add(operation, to: &file.slots) { slot throws(KioskError) in try file.read(slot: slot) }
      }
    }
    try file.write(Array(plan.changes.values), counting: plan.counts)
    try file.settle()
    return outcomes
  }

  /// Free, queued and set-aside slots are all there are, once each, and the disk agrees.
  private func check(_ file: QueueFile) throws {
    let slots = file.slots
    #expect(Set(slots.free).count == slots.free.count)
    #expect((slots.free + slots.queued.keys + slots.setAside).sorted() == Array(1...slots.capacity))
    #expect(slots.slotOfID == Dictionary(uniqueKeysWithValues: slots.queued.map { ($0.value.id, $0.key) }))
    let disk = try SlotIndex(reading: file.connection, file.slots.layout)
    #expect(Set(disk.free) == Set(slots.free))
    #expect(disk.setAside == slots.setAside)
    #expect(disk.refused == slots.refused)
    #expect(disk.slotOfID == slots.slotOfID)
  }

  @Test func aReceiptInAGroupMakesRoomForAnEnvelopeInIt() throws {
    let file = try folder.file()
    let old = (0..<6).map { _ in Envelope.sample() }
    _ = try run(old.map { .put($0) }, on: file)
    try check(file)
    let new = (0..<3).map { _ in Envelope.sample() }
    let outcomes = try run(
      [
        .put(new[0]), .settle(old[0].receipt()), .put(new[1]), .settle(old[0].receipt()),
        .settle(old[1].receipt(.refused)), .put(new[2]), .settle(new[1].receipt()), .put(new[1]),
      ], on: file)
    #expect(outcomes[0].code == .full)
    #expect(outcomes[5].code == .full)
    #expect([1, 2, 3, 4, 6, 7].map { try? outcomes[$0].get() } == [true, true, false, true, false, false])
    try check(file)
    #expect(Set(file.slots.slotOfID.keys) == Set((old[2...] + [new[1]]).map(\.id)))
  }

  @Test(arguments: SlotLayout.both) func slotsAreNeverLostWhateverIsAsked(layout: SlotLayout) throws {
    let folder = try QueueFolder(capacity: 6, layout)
    let file = try folder.file()
    var known: [Envelope] = []
    for _ in 0..<60 {
      let operations: [QueueOperation] = (0..<Int.random(in: 1...8)).map { _ in
        let one = known.randomElement() ?? layout.sample()
        switch Int.random(in: 0..<7) {
        case 0, 1, 2:
          known.append(layout.sample())
          return .put(known[known.count - 1])
        case 3: return .settle(one.receipt())
        case 4: return .withdraw(Envelope(withdrawing: one.header.withdrawalTag))
        case 5: return .withdrawHeld(Envelope(withdrawing: one.header.withdrawalTag))
        default: return .quarantine(slot: Int.random(in: 1...6))
        }
      }
      _ = try run(operations, on: file)
      try check(file)
      if file.slots.free.isEmpty {
        let waiting = try file.slots.queued.keys.map { try #require(try file.read(slot: $0)) }
        _ = try run(waiting.map { .settle($0.receipt()) }, on: file)
        try check(file)
        #expect(file.slots.free.count == 6)
      }
    }
  }

  /// Every free slot is as likely as every other: χ² over 6 slots and 6,000 draws, five degrees of freedom. More than
  /// 37.7 has a chance of four in ten million.
  @Test func everyFreeSlotHasTheSameChance() throws {
    let slots = try folder.file().slots
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<6000 {
      var copy = slots
      counts[copy.takeFree()!] += 1
    }
    let deviation = counts[1...].reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(deviation < 37.7)
  }
}

extension Result where Failure == KioskError {
  var code: KioskError.Code? {
    if case .failure(let error) = self { error.code } else { nil }
  }
}
