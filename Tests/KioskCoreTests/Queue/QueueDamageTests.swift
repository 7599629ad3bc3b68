import Foundation
import Testing

@testable import KioskCore

/// One damaged envelope is set aside and said; the rest flows, and none is lost without a word.
@Suite struct QueueDamageTests {
  /// Offsets from the beginning of the slot's bytes: state, digest, and the envelope's magic, version, kind, bucket,
  /// key, id, withdrawal tag and seal.
  static let places = [0, 1, 7, 8, 39, 40, 44, 45, 46, 47, 50, 64, 79, 80, 111, 112, 2000, 4135]

  @Test(arguments: places, SlotLayout.both)
  func aFlippedBitCostsOneEnvelopeAtMost(place: Int, layout: SlotLayout) async throws {
    let (folder, envelopes) = try await filled(layout)
    let slot = try #require(try slotOffset(of: envelopes[3], in: folder))
    try folder.change(folder.database, at: slot + place) { $0 ^ 1 }

    var queue = try folder.open()
    let whole = try await queue.all()
    let others = Set(envelopes).subtracting([envelopes[3]])
    if place < Slot.stateLength {
      #expect(whole == Set(envelopes), "the envelope is whole, whatever its state says")
    } else {
      #expect(whole == others)
      #expect(queue.level == QueueLevel(bucket: layout.bucket, queued: 5, capacity: 8, setAside: 1, isHealthy: true))
    }
    for envelope in whole { #expect(try await queue.settle(envelope.receipt())) }
    #expect(queue.level.queued == 0)
    if place >= Slot.stateLength { #expect(try await queue.settle(envelopes[3].receipt()) == false) }
    try await queue.tidied()
    #expect(try folder.holds(envelopes[3]) == (place >= Slot.stateLength))

    await queue.close()
    queue = try folder.open()
    #expect(queue.level.setAside == (place < Slot.stateLength ? 0 : 1))
    #expect(try await queue.all().isEmpty)
    while queue.level.hasRoom { try await queue.put(layout.sample()) }
    #expect(queue.level.queued + queue.level.setAside == 8)
  }

  /// Whoever asks for one gets one, as long as any is whole; otherwise delivery would stop.
  @Test func damagedOnesDoNotTakeTheBatchOfTheOthers() async throws {
    let (folder, envelopes) = try await filled()
    for envelope in envelopes.dropLast() {
      let slot = try #require(try slotOffset(of: envelope, in: folder))
      try folder.change(folder.database, at: slot + 1000) { ~$0 }
    }
    #expect(try await folder.open().batch(limit: 1) == envelopes.suffix(1))
  }

  /// A database that ends too early is not read at all: its tree of pages leads nowhere.
  @Test(arguments: [8192, 16_384, 50_000]) func aDatabaseCutShortIsCorrupt(length: Int) async throws {
    let (folder, _) = try await filled()
    let bytes = try folder.bytes(folder.database)
    try Data(bytes[..<length]).write(to: URL(fileURLWithPath: folder.database))
    await expect(.corrupt) { _ = try folder.open() }
    #expect(try folder.bytes(folder.database) == Array(bytes[..<length]))
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
  }

  /// A part further back costs the same.
  @Test(arguments: 1..<SlotLayout.drawings.parts) func aFlippedBitInALaterPartIsFoundToo(part: Int) async throws {
    let (folder, envelopes) = try await filled(.drawings)
    let start = part * folder.layout.partLength - Slot.headLength
    let bytes = Array(envelopes[3].bytes[start..<start + 64])
    try folder.change(folder.database, at: try #require(try folder.offsets(of: bytes, in: folder.database).first)) {
      $0 ^ 1
    }
    let queue = try folder.open()
    #expect(try await queue.all() == Set(envelopes).subtracting([envelopes[3]]))
    #expect(queue.level == QueueLevel(bucket: .media64, queued: 5, capacity: 8, setAside: 1, isHealthy: true))
  }

  /// A page that cannot be read, whichever part it holds and whether the slot is in use or free: the slot counts as
  /// damaged from the next start on, and no other one is written over.
  @Test(arguments: 0..<SlotLayout.drawings.parts) func aLostPartCostsOneSlot(part: Int) async throws {
    let (folder, envelopes) = try await filled(.drawings)
    for slot in 1...8 {
      let folder = try folder.copy()
      let row = folder.layout.rows(of: slot).lowerBound + part
      let bytes = try folder.slot(slot)[(part * folder.layout.partLength)...].prefix(64)
      let place = try #require(try folder.offsets(of: Array(bytes), in: folder.database).first)
      try folder.change(folder.database, at: place / QueueFile.pageSize * QueueFile.pageSize) { _ in 0xFF }
      let queue = try folder.open()
      #expect(queue.level.setAside == 1, "row \(row)")
      let whole = try await queue.all()
      #expect(whole.isSubset(of: Set(envelopes)) && whole.count >= 5)
      var more: Set<Envelope> = []
      while queue.level.hasRoom { more.insert(try await queue.given()) }
      #expect(try await queue.all() == whole.union(more))
    }
  }

  /// In front of a slot's bytes stand the b-tree's: page type, number of cells, length and number of the row.
  @Test(arguments: 0..<32, SlotLayout.both)
  func aDamagedPageCostsOneEnvelopeAtMost(place: Int, layout: SlotLayout) async throws {
    let (folder, envelopes) = try await filled(layout)
    let slot = try #require(try slotOffset(of: envelopes[3], in: folder))
    let page = slot / QueueFile.pageSize * QueueFile.pageSize
    let head = place < 10 ? page + place : slot - 1 - (place - 10)
    for bit in [UInt8(1), 0x80] {
      let folder = try folder.copy()
      try folder.change(folder.database, at: head) { $0 ^ bit }
      let queue = try folder.open()
      let whole = try await queue.all()
      #expect(whole.isSuperset(of: Set(envelopes).subtracting([envelopes[3]])))
      #expect(whole.count + queue.level.setAside >= 6, "nothing is lost without a word")
      for envelope in whole { #expect(try await queue.settle(envelope.receipt())) }
      while queue.level.hasRoom { _ = try? await queue.put(layout.sample()) }
    }
  }

  /// SQLite keeps the pages in memory that it read last: at start those at the end of the file. So there are many more
  /// slots than that, and the two in front are damaged.
  @Test func damageWhileItIsOpenIsFoundToo() async throws {
    let (folder, given) = try await filled(capacity: 200)
    let queue = try folder.open()
    let places = try given.map { ($0, try #require(try slotOffset(of: $0, in: folder))) }.sorted { $0.1 < $1.1 }
    let (envelopes, slots) = (places.map(\.0), places.map(\.1))
    try folder.change(folder.database, at: slots[0] + 3000) { ~$0 }
    try folder.change(folder.database, at: slots[1] / QueueFile.pageSize * QueueFile.pageSize) { _ in 0xFF }
    var level = QueueLevel(queued: 4, capacity: 200, setAside: 2, isHealthy: true)
    #expect(try await queue.all() == Set(envelopes[2...]))
    #expect(queue.level == level)
    #expect(try await queue.integrityProblem() != nil)

    let newcomer = Envelope.sample()
    try await queue.put(newcomer)
    level.queued = 5
    #expect(try await queue.all() == Set(envelopes[2...]).union([newcomer]))
    #expect(queue.level == level)
  }

  /// The number of slots is written down once; damage to it must not hide any.
  @Test func fewerSlotsThanThereAreHideNothing() async throws {
    let (folder, envelopes) = try await filled()
    let connection = try SQLiteConnection(path: folder.database, creating: false)
    try connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try connection.keepWAL()
    try connection.execute("UPDATE queue SET capacity = 1")
    connection.close()
    let queue = try folder.open()
    #expect(try await queue.all() == Set(envelopes))
    #expect(queue.level.capacity == 8)
  }

  @Test func aSlotThatWasFilledAgainIsNotSetAside() throws {
    let folder = try QueueFolder(capacity: 1)
    let file = try folder.file()
    let envelope = Envelope.sample()
    try file.put([envelope])
    var plan = QueuePlan()
    let read = { (slot: Int) throws(KioskError) in try file.read(slot: slot) }
    #expect(try plan.add(.quarantine(slot: 1), to: &file.slots, reading: read) == false)
    #expect(plan.changes.isEmpty)
    #expect(file.slots.queued.count == 1)
  }

  /// A queue with six envelopes, closed.
  private func filled(
    _ layout: SlotLayout = .words, capacity: Int = 8
  ) async throws -> (QueueFolder, [Envelope]) {
    let folder = try QueueFolder(capacity: capacity, layout)
    let queue = try folder.open()
    let envelopes = (0..<6).map { _ in layout.sample() }
    for envelope in envelopes { try await queue.put(envelope) }
    await queue.close()
    return (folder, envelopes)
  }

  private func slotOffset(of envelope: Envelope, in folder: QueueFolder) throws -> Int? {
    let found = try folder.offsets(of: envelope.front, in: folder.database)
    #expect(found.count == 1)
    return found.first.map { $0 - Slot.headLength }
  }
}
