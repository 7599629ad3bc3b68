/// The database of an order-free pool: slots of equal size, made in advance and filled with random bytes. An envelope
/// goes into a slot chosen at random and is overwritten with random bytes after its receipt, so that neither a slot's place,
/// nor its row, nor its page says when it was used. `docs/queue.md` has the layout and what a thief can learn.
///
/// It is owned by one thread and holds no lock of its own.
final class QueueFile {
  /// Page size: one part of a slot takes one page.
  static let pageSize = 8192
  /// Layout version.
  static let version = 2
  /// Pages beside the slots that a transaction could touch. It touches the tally's; an upgrade, that and the first.
  private static let sparePages = 8
  /// Pages that SQLite keeps in memory: 128 KiB.
  private static let cachedPages = 16

  let connection: SQLiteConnection
  /// What is in the slots. A plan changes it before it is written; when that fails, the file is closed and opened anew.
  var slots: SlotIndex
  /// What was put and erased so far.
  let tally: QueueTally
  private let layout: SlotLayout
  private let log: WriteAheadLog
  private let path: String

  /// Makes the database with `capacity` free slots, and reserves its WAL.
  /// - Throws: `.conflict` when a WAL is there that holds something: SQLite would take it for the new database's.
  static func create(at path: String, capacity: Int, _ layout: SlotLayout) throws(KioskError) {
    let log = WriteAheadLog(databasePath: path, pageSize: pageSize)
    guard try log.isBlank() else {
      throw KioskError(
        .conflict, "part of an earlier queue is there: its write-ahead log",
        nextStep: "Put its database back; to give up what it held, remove the directory")
    }
    let beside = path + ".new"
    let leftovers = [beside, beside + "-wal", beside + "-shm", beside + "-journal"]
    for leftover in leftovers { AtomicFile.remove(leftover) }
    do {
      try AtomicFile.write([], to: beside)
      try fill(beside, capacity: capacity, layout)
      try AtomicFile.flush(beside)
      try log.reserve(frames: frames(layout), creating: true)
      try AtomicFile.rename(beside, to: path)
    } catch {
      for leftover in leftovers { AtomicFile.remove(leftover) }
      throw error
    }
  }

  /// The most pages that one transaction touches.
  private static func frames(_ layout: SlotLayout) -> Int { layout.largestGroup * layout.parts + sparePages }

  private static func fill(_ path: String, capacity: Int, _ layout: SlotLayout) throws(KioskError) {
    let connection = try SQLiteConnection(path: path, creating: false)
    defer { connection.close() }
    try connection.setPragma("page_size", to: "\(pageSize)")
    try connection.setPragma("auto_vacuum", to: "0")
    try connection.setPragma("journal_mode", to: "MEMORY", expecting: "memory")
    try connection.setPragma("application_id", to: "\(layout.applicationID)")
    try connection.setPragma("user_version", to: "\(version)")
    try connection.transaction { () throws(KioskError) in
      try connection.execute("CREATE TABLE queue (capacity INTEGER NOT NULL)")
      try connection.execute("INSERT INTO queue VALUES (\(capacity))")
      try connection.execute("CREATE TABLE slot (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
      try QueueTally.create(in: connection)
      let insert = try connection.statement("INSERT INTO slot VALUES (?, ?)")
      for slot in 1...capacity {
        let bytes = Slot.free(layout)
        for (row, start) in zip(layout.rows(of: slot), stride(from: 0, to: bytes.count, by: layout.partLength)) {
          try insert.bind(1, Int64(row)).bind(2, Array(bytes[start..<start + layout.partLength])).run()
        }
      }
    }
    try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
  }

  /// Opens the database, takes over what a power cut left in the WAL, and reads which slots are in use.
  /// - Throws: `.notFound` when a file is missing: that is never an empty queue. `.tooNew`, `.corrupt`, `.storage`.
  init(at path: String, _ layout: SlotLayout) throws(KioskError) {
    self.layout = layout
    log = WriteAheadLog(databasePath: path, pageSize: Self.pageSize)
    self.path = path
    guard AtomicFile.exists(path), log.exists else {
      throw KioskError(
        .notFound, "\(layout.name) of this device is missing",
        nextStep: "Put the state directory back; to give up what it held, remove the directory and enrol again")
    }
    // SQLite takes an empty file for a new database, and removes the WAL beside it.
    guard try AtomicFile.length(of: path) >= Self.pageSize else {
      throw KioskError(.corrupt, "the queue's database is empty", nextStep: "Keep the state directory and ask for help")
    }
    connection = try SQLiteConnection(path: path, creating: false)
    do {
      let found = try Self.configure(connection, layout)
      slots = try SlotIndex(reading: connection, layout)
      _ = try connection.checkpoint()
      // All of it: behind what was committed there may be frames of a group that was not.
      try log.scrubAll()
      try log.reserve(frames: Self.frames(layout))
      tally = try Self.openTally(in: connection, log: log, version: found)
      FileTimes.coarsen(path)
      FileTimes.coarsen(log.path)
    } catch {
      connection.close()
      throw error
    }
  }

  /// - Returns: the version of the layout that was found.
  private static func configure(
    _ connection: SQLiteConnection, _ layout: SlotLayout
  ) throws(KioskError) -> Int {
    // Before anything is read: from then on, closing would remove the WAL.
    try connection.keepWAL()
    try connection.setPragma("locking_mode", to: "EXCLUSIVE", expecting: "exclusive")
    guard try connection.pragma("application_id") == "\(layout.applicationID)" else {
      throw KioskError(.corrupt, "the file is not a queue of this software", nextStep: "Check the state directory")
    }
    let found = Int(try connection.pragma("user_version")) ?? 0
    guard found <= version else {
      throw KioskError(.tooNew, "the queue is of a later version", nextStep: "Update kioskd")
    }
    guard found >= 1 else { throw KioskError(.corrupt, "the queue has no version") }
    try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
    try connection.setPragma("synchronous", to: "FULL", expecting: "2")
    try connection.setPragma("wal_autocheckpoint", to: "0")
    try connection.setPragma("journal_size_limit", to: "-1")
    try connection.setPragma("secure_delete", to: "1")
    try connection.setPragma("cell_size_check", to: "1")
    try connection.setPragma("trusted_schema", to: "0")
    try connection.setPragma("cache_spill", to: "OFF", expecting: "0")
    try connection.setPragma("cache_size", to: "\(cachedPages)")
    try connection.setPragma("temp_store", to: "MEMORY", expecting: "2")
    return found
  }

  /// Performs changes and counts them, in one transaction; afterwards they are durable.
  func write(_ changes: [SlotChange], counting counts: QueueCounts) throws(KioskError) {
    // A page so damaged that it cannot be read would spoil the whole transaction; it is found again at the next start.
    var possible: [SlotChange] = []
    for change in changes {
      if change.state == .quarantined, try bytes(slot: change.slot) == nil { continue }
      possible.append(change)
    }
    try connection.transaction { () throws(KioskError) in
      for change in possible {
        var rest = change.bytes[...]
        for row in layout.rows(of: change.slot) where !rest.isEmpty {
          let part = Array(rest.prefix(layout.partLength))
          try connection.overwriteBlob(table: "slot", column: "bytes", row: Int64(row), with: part)
          rest = rest.dropFirst(part.count)
        }
      }
      try tally.add(counts)
    }
  }

  /// A slot's envelope, or nil when its bytes are not those that were written or their page is damaged.
  func read(slot: Int) throws(KioskError) -> Envelope? {
    try bytes(slot: slot).flatMap(Slot.envelope(in:))
  }

  private func bytes(slot: Int) throws(KioskError) -> [UInt8]? {
    do {
      let statement = try connection.statement("SELECT bytes FROM slot WHERE number = ?")
      defer { statement.reset() }
      var bytes: [UInt8] = []
      for row in layout.rows(of: slot) {
        guard try statement.bind(1, Int64(row)).step() else { return nil }
        bytes += statement.bytes(0)
        statement.reset()
      }
      return bytes
    } catch {
      guard error.code == .corrupt else { throw error }
      return nil
    }
  }

  /// Moves the WAL into the database and leaves nothing of its order; then sets the files' times to the day.
  func settle() throws(KioskError) {
    try log.scrub(frames: try connection.checkpoint())
    FileTimes.coarsen(path)
    FileTimes.coarsen(log.path)
  }

  /// Undoes a transaction whose flush failed: its frames may stand in the WAL complete and would be taken over as if
  /// they had been committed. Nothing acknowledged is in the WAL then, since every group before was settled.
  func discardWriteAheadLog() throws(KioskError) {
    connection.close()
    try log.scrubAll()
  }

  /// Examines every page.
  func integrityProblem() throws(KioskError) -> String? {
    let result = try connection.pragma("quick_check")
    return result == "ok" ? nil : "the database's pages are damaged"
  }
}
