internal import CSQLite

/// One SQLite connection. It is not `Sendable`: whoever opens it is its only owner, for SQLite releases up to 3.51.2
/// can corrupt a WAL that two connections of one process reset.
///
/// Every statement's failure is an error with a code; no message of SQLite's reaches it, since those can hold values.
package final class SQLiteConnection {
  private let handle: OpaquePointer
  private var statements: [String: SQLiteStatement] = [:]

  /// Opens a database file.
  /// - Parameter creating: whether a missing file is made.
  /// - Throws: `KioskError.storage`, `.full` or `.corrupt`.
  package init(path: String, creating: Bool) throws(KioskError) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (creating ? SQLITE_OPEN_CREATE : 0)
    let result = sqlite3_open_v2(path, &opened, flags, nil)
    guard result == SQLITE_OK, let opened else {
      sqlite3_close_v2(opened)
      throw Self.error(result, "the database cannot be opened")
    }
    handle = opened
    sqlite3_extended_result_codes(opened, 1)
    _ = kiosk_sqlite3_defensive(opened)
  }

  deinit {
    close()
  }

  private var isClosed = false

  /// Closes the connection; calling it again does nothing.
  package func close() {
    guard !isClosed else { return }
    isClosed = true
    for statement in statements.values { statement.finalize() }
    statements = [:]
    sqlite3_close_v2(handle)
  }

  /// Runs statements that return nothing that matters.
  package func execute(_ sql: String) throws(KioskError) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil), "a database statement failed")
  }

  /// A statement, prepared once and kept.
  /// - Throws: `.corrupt` when the database does not have the tables that it names.
  package func statement(_ sql: String) throws(KioskError) -> SQLiteStatement {
    if let kept = statements[sql] {
      kept.reset()
      return kept
    }
    var prepared: OpaquePointer?
    let result = sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    guard result & 0xFF != SQLITE_ERROR else {
      throw KioskError(.corrupt, "the database is not laid out as it should be", nextStep: "Check the state directory")
    }
    try check(result, "a database statement cannot be prepared")
    let statement = SQLiteStatement(handle: prepared!, connection: handle)
    statements[sql] = statement
    return statement
  }

  /// Sets a pragma and reads it back.
  /// - Throws: `KioskError.storage` when SQLite did not take the value.
  package func setPragma(_ name: String, to value: String, expecting expected: String? = nil) throws(KioskError) {
    try execute("PRAGMA \(name) = \(value)")
    let actual = try pragma(name)
    guard actual == expected ?? value else {
      throw KioskError(.storage, "the database refused the setting \(name)")
    }
  }

  /// A pragma's value as text.
  package func pragma(_ name: String) throws(KioskError) -> String {
    let statement = try statement("PRAGMA \(name)")
    defer { statement.reset() }
    return try statement.step() ? statement.text(0) : ""
  }

  /// The number in the first column of a query's first row; nil when there is no row or it holds none.
  package func number(_ sql: String) throws(KioskError) -> Int? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? Int(statement.integer(0)) : nil
  }

  /// Runs `body` in a transaction that takes the write lock at once; rolls back when it throws.
  package func transaction<R>(_ body: () throws(KioskError) -> R) throws(KioskError) -> R {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// Keeps the WAL file when the last connection closes.
  package func keepWAL() throws(KioskError) {
    var on: CInt = 1
    try check(sqlite3_file_control(handle, "main", SQLITE_FCNTL_PERSIST_WAL, &on), "the WAL cannot be kept")
  }

  /// Makes the database file at least `length` bytes long and allocates them, in steps of `step`; SQLite takes what is
  /// behind its last page for room.
  /// - Throws: `.storage` when the disk has none.
  package func reserve(length: Int, step: Int) throws(KioskError) {
    var chunk = CInt(step)
    try check(sqlite3_file_control(handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk), "the database cannot grow")
    defer {
      chunk = 0
      sqlite3_file_control(handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk)
    }
    var size = sqlite3_int64(length)
    guard sqlite3_file_control(handle, "main", SQLITE_FCNTL_SIZE_HINT, &size) == SQLITE_OK else {
      throw KioskError(.storage, "the database has no room to grow", nextStep: "Free some space, then restart")
    }
  }

  /// Copies the whole WAL into the database, flushes it, and lets the next writer begin the WAL anew.
  /// - Returns: how many frames the WAL held.
  package func checkpoint() throws(KioskError) -> Int {
    var frames: CInt = 0
    var copied: CInt = 0
    try check(
      sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_RESTART, &frames, &copied), "the checkpoint failed")
    guard frames == copied else { throw KioskError(.storage, "the checkpoint did not finish") }
    return Int(max(0, frames))
  }

  /// Overwrites the beginning of a blob in place; neither its length nor its pages change.
  package func overwriteBlob(
    table: String, column: String, row: Int64, with bytes: [UInt8]
  ) throws(KioskError) {
    var blob: OpaquePointer?
    try check(sqlite3_blob_open(handle, "main", table, column, row, 1, &blob), "a slot cannot be opened")
    defer { sqlite3_blob_close(blob) }
    guard Int(sqlite3_blob_bytes(blob)) >= bytes.count else {
      throw KioskError(.corrupt, "a slot is shorter than it was made")
    }
    try check(sqlite3_blob_write(blob, bytes, CInt(bytes.count), 0), "a slot cannot be written")
  }

  /// Gives memory back to the system after a large transaction.
  package func releaseMemory() {
    sqlite3_db_release_memory(handle)
  }

  private func check(_ result: CInt, _ message: String) throws(KioskError) {
    guard result == SQLITE_OK else { throw Self.error(result, message) }
  }

  /// Maps a result code of SQLite.
  static func error(_ result: CInt, _ message: String) -> KioskError {
    switch result & 0xFF {
    case SQLITE_FULL: KioskError(.storage, "the disk is full", nextStep: "Free some space")
    case SQLITE_CORRUPT, SQLITE_NOTADB:
      KioskError(.corrupt, "the database is damaged", nextStep: "Keep the state directory and ask for help")
    case SQLITE_BUSY, SQLITE_LOCKED:
      KioskError(.storage, "another process has the database open", nextStep: "Stop the other process")
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
      KioskError(.storage, "the database is not writable", nextStep: "Check the state directory's owner and mount")
    case SQLITE_CONSTRAINT: KioskError(.conflict, "the database holds this already")
    default: KioskError(.storage, "\(message) (SQLite \(result))", nextStep: "Check the disk")
    }
  }
}
