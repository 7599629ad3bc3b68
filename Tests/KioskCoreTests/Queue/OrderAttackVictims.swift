import Foundation
import Testing

@testable import KioskCore

/// A queue that a thief attacks. None of them is ever asked to forget what it was not told to erase.
protocol OrderAttackVictim {
  /// Where its files are now.
  var folder: QueueFolder { get }
  mutating func put(_ envelope: Envelope) async throws
  mutating func erase(_ envelope: Envelope) async throws
  mutating func restart() async throws
  /// Takes an envelope, and the power goes at the worst moment after that.
  mutating func putAndCutPower(_ envelope: Envelope) async throws
  /// The row of each envelope, as a database tool shows it; called last.
  mutating func rows() async throws -> [EnvelopeID: Int]
}

extension OrderAttackVictim {
  mutating func restart() {}

  mutating func putAndCutPower(_ envelope: Envelope) async throws {
    try await put(envelope)
    try await restart()
  }
}

/// The real one.
struct RealQueue: OrderAttackVictim {
  private(set) var folder: QueueFolder
  private var queue: QueuePool
  /// Each restart begins another session.
  private var session = 1

  init(capacity: Int, _ layout: SlotLayout = .words) throws {
    folder = try QueueFolder(capacity: capacity, layout)
    queue = try folder.open()
  }

  mutating func put(_ envelope: Envelope) async throws {
    try await queue.put(envelope, session: "session-\(session)")
  }

  mutating func erase(_ envelope: Envelope) async throws {
    #expect(try await queue.settle(envelope.receipt()))
  }

  mutating func restart() async throws {
    await queue.close()
    queue = try folder.open()
    session += 1
  }

  /// Between the commit and the clearing of the WAL.
  mutating func putAndCutPower(_ envelope: Envelope) async throws {
    await queue.close()
    folder = try .unsettled(folder, changes: [envelope], session: "session-\(session)")
    queue = try folder.open()
  }

  mutating func rows() async throws -> [EnvelopeID: Int] {
    try await queue.tidied()
    let copy = try folder.copy()
    return try withExtendedLifetime(copy) { try copy.file().slots.slotOfID }
  }
}

/// Both pools as a device has them, in one directory.
struct RealQueues: OrderAttackVictim {
  let folder: QueueFolder
  private var queue: EnvelopeQueue
  private var drawings: String { folder.path + "/" + SlotLayout.drawings.file }

  init(capacity: Int) throws {
    folder = try QueueFolder(capacity: capacity)
    let drawings = folder.path + "/" + SlotLayout.drawings.file
    try EnvelopeQueue.createDrawings(at: drawings, capacity: capacity)
    queue = try EnvelopeQueue(at: folder.database, drawings: drawings)
  }

  mutating func put(_ envelope: Envelope) async throws { try await queue.put(envelope, session: "a session") }
  mutating func erase(_ envelope: Envelope) async throws { #expect(try await queue.settle(envelope.receipt())) }

  mutating func restart() async throws {
    await queue.close()
    queue = try EnvelopeQueue(at: folder.database, drawings: drawings)
  }

  mutating func rows() async throws -> [EnvelopeID: Int] {
    await queue.close()
    let copy = try folder.copy()
    return try withExtendedLifetime(copy) {
      let drawings = try QueueFile(at: copy.path + "/" + SlotLayout.drawings.file, .drawings).slots
      let rows = drawings.slotOfID.mapValues { drawings.layout.rows(of: $0).lowerBound }
      return try copy.file().slots.slotOfID.merging(rows) { words, _ in words }
    }
  }
}

/// The real one without the last step of each group: nothing is moved out of the WAL.
struct UnscrubbedQueue: OrderAttackVictim {
  let folder: QueueFolder
  private let file: QueueFile

  init(capacity: Int, _ layout: SlotLayout) throws {
    folder = try QueueFolder(capacity: capacity, layout)
    file = try folder.file()
  }

  mutating func put(_ envelope: Envelope) throws { try file.put([envelope]) }
  mutating func erase(_ envelope: Envelope) {}
  mutating func rows() -> [EnvelopeID: Int] { file.slots.slotOfID }
}

/// Slots made in advance as in the real one, but filled from the front.
struct FirstFreeSlot: OrderAttackVictim {
  let folder: QueueFolder
  private let file: QueueFile

  init(capacity: Int, _ layout: SlotLayout) throws {
    folder = try QueueFolder(capacity: capacity, layout)
    file = try folder.file()
  }

  mutating func put(_ envelope: Envelope) throws {
    let slot = try #require(file.slots.free.min())
    let entry = SlotIndex.Entry(id: envelope.id, tag: envelope.header.withdrawalTag, kind: .contribution)
    try write(SlotChange(slot: slot, bytes: Slot.queued(envelope, folder.layout), state: .queued, entry: entry))
  }

  mutating func erase(_ envelope: Envelope) throws {
    let slot = try #require(file.slots.slotOfID[envelope.id])
    try write(SlotChange(slot: slot, bytes: Slot.free(folder.layout), state: .free))
  }

  private func write(_ change: SlotChange) throws {
    try file.write([change], counting: QueueCounts())
    try file.settle()
    file.slots = try SlotIndex(reading: file.connection, folder.layout)
  }

  mutating func rows() -> [EnvelopeID: Int] { file.slots.slotOfID }
}

/// What one would write first: a table, an INSERT and a DELETE.
struct PlainTable: OrderAttackVictim {
  let folder: QueueFolder
  private var connection: SQLiteConnection
  private let vacuums: Bool
  private let hasRows: Bool

  /// - Parameters:
  ///   - columns: what stands in `CREATE TABLE queue …`; `id` and `bytes` are among them.
  ///   - vacuums: whether each restart and the end rewrite the whole database.
  init(_ columns: String, vacuums: Bool = false) throws {
    folder = try QueueFolder()
    self.vacuums = vacuums
    hasRows = !columns.contains("WITHOUT ROWID")
    connection = try SQLiteConnection(path: folder.database, creating: true)
    try connection.execute("PRAGMA page_size = 4096; PRAGMA synchronous = OFF; CREATE TABLE queue \(columns)")
  }

  mutating func put(_ envelope: Envelope) throws {
    let insert = try connection.statement("INSERT INTO queue (id, bytes) VALUES (?, ?)")
    try insert.bind(1, envelope.id.bytes).bind(2, envelope.bytes).run()
  }

  mutating func erase(_ envelope: Envelope) throws {
    try connection.statement("DELETE FROM queue WHERE id = ?").bind(1, envelope.id.bytes).run()
  }

  mutating func restart() throws {
    if vacuums { try connection.execute("VACUUM") }
    connection.close()
    connection = try SQLiteConnection(path: folder.database, creating: false)
  }

  mutating func rows() throws -> [EnvelopeID: Int] {
    if vacuums { try connection.execute("VACUUM") }
    guard hasRows else { return [:] }
    let select = try connection.statement("SELECT id, rowid FROM queue")
    defer { select.reset() }
    var rows: [EnvelopeID: Int] = [:]
    while try select.step() { rows[try EnvelopeID(select.bytes(0))] = Int(select.integer(1)) }
    return rows
  }
}

/// A file for each envelope, named at random.
struct SpoolDirectory: OrderAttackVictim {
  let folder = try! QueueFolder()

  mutating func put(_ envelope: Envelope) throws {
    try AtomicFile.write(envelope.bytes, to: "\(folder.path)/\(envelope.id)")
  }

  mutating func erase(_ envelope: Envelope) throws { AtomicFile.remove("\(folder.path)/\(envelope.id)") }
  mutating func rows() -> [EnvelopeID: Int] { [:] }
}
