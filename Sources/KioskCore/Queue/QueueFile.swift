/// The order-free queue's database: slots of equal size, made in advance and filled with random bytes. An envelope goes
/// into a slot chosen at random and is overwritten with random bytes after its receipt, so that neither a slot's place,
/// nor its row, nor its page says when it was used. `docs/queue.md` has the layout and what a thief can learn.
///
/// It is owned by one thread and holds no lock of its own.
final class QueueFile {
  /// Page size: one slot takes one page, so that a slot has no overflow pages whose order could tell anything.
  static let pageSize = 8192
  /// "KQUE": marks the file.
  static let applicationID = 0x4B51_5545
  /// Layout version.
  static let version = 1
  /// The most slots that one transaction touches; bounds memory (each is a page in the cache) and the WAL.
  static let largestGroup = 64
  /// Pages beside the slots that a transaction could touch.
  private static let sparePages = 8

  let connection: SQLiteConnection
  private(set) var slots: SlotIndex
  private let log: WriteAheadLog
  private let path: String

  /// Makes the database with `capacity` free slots, and reserves its WAL.
  static func create(at path: String, capacity: Int) throws(KioskError) {
    let beside = path + ".new"
    for stale in [beside, beside + "-wal", beside + "-journal"] { AtomicFile.remove(stale) }
    let connection = try SQLiteConnection(path: beside, creating: true)
    defer { connection.close() }
    try connection.setPragma("page_size", to: "\(pageSize)")
    try connection.setPragma("journal_mode", to: "OFF", expecting: "off")
    try connection.setPragma("application_id", to: "\(applicationID)")
    try connection.setPragma("user_version", to: "\(version)")
    try connection.transaction { () throws(KioskError) in
      try connection.execute("CREATE TABLE slot (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
      let insert = try connection.statement("INSERT INTO slot VALUES (?, ?)")
      for number in 1...capacity {
        try insert.bind(1, Int64(number)).bind(2, Slot.free()).run()
      }
    }
    try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
    connection.close()
    try AtomicFile.flush(beside)
    try WriteAheadLog(databasePath: path, pageSize: pageSize).reserve(frames: largestGroup + sparePages)
    try AtomicFile.rename(beside, to: path)
  }

  /// Opens the database, takes over what a power cut left in the WAL, and reads which slots are in use.
  /// - Throws: `.notFound` when a file is missing: that is never an empty queue. `.tooNew`, `.corrupt`, `.storage`.
  init(at path: String) throws(KioskError) {
    log = WriteAheadLog(databasePath: path, pageSize: Self.pageSize)
    self.path = path
    guard AtomicFile.exists(path), log.exists else {
      throw KioskError(
        .notFound, "the queue of this device is missing",
        nextStep: "Put the state directory back; to give up what it held, remove the directory and enrol again")
    }
    connection = try SQLiteConnection(path: path, creating: false)
    do {
      try Self.configure(connection)
      slots = try SlotIndex(reading: connection)
      let frames = try connection.checkpoint()
      try log.scrub(frames: frames)
      try log.reserve(frames: Self.largestGroup + Self.sparePages)
    } catch {
      connection.close()
      throw error
    }
  }

  private static func configure(_ connection: SQLiteConnection) throws(KioskError) {
    try connection.setPragma("locking_mode", to: "EXCLUSIVE", expecting: "exclusive")
    guard try connection.pragma("application_id") == "\(applicationID)" else {
      throw KioskError(.corrupt, "the file is not a queue of this software", nextStep: "Check the state directory")
    }
    guard let found = Int(try connection.pragma("user_version")), found <= version else {
      throw KioskError(.tooNew, "the queue is of a later version", nextStep: "Update kioskd")
    }
    try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
    try connection.setPragma("synchronous", to: "FULL", expecting: "2")
    try connection.setPragma("wal_autocheckpoint", to: "0")
    try connection.setPragma("cell_size_check", to: "1")
    try connection.setPragma("trusted_schema", to: "0")
    try connection.execute("PRAGMA cache_spill = OFF")
    try connection.setPragma("cache_size", to: "\(largestGroup / 4)")
    try connection.setPragma("temp_store", to: "MEMORY", expecting: "2")
    try connection.keepWAL()
  }

  /// Performs changes in one transaction; afterwards they are durable and the index follows them.
  func write(_ changes: [SlotChange]) throws(KioskError) {
    try connection.transaction { () throws(KioskError) in
      for change in changes {
        try connection.overwriteBlob(
          table: "slot", column: "bytes", row: Int64(change.slot), with: change.bytes)
      }
    }
    for change in changes { slots.apply(change) }
  }

  /// A slot's envelope, or nil when its bytes are not those that were written.
  func read(slot: Int) throws(KioskError) -> Envelope? {
    let statement = try connection.statement("SELECT bytes FROM slot WHERE number = ?")
    defer { statement.reset() }
    guard try statement.bind(1, Int64(slot)).step() else { return nil }
    return Slot.envelope(in: statement.bytes(0))
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
