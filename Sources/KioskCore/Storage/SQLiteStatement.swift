internal import CSQLite

/// A prepared statement of a ``SQLiteConnection``. Columns and parameters are counted from 0 and 1, as SQLite does.
package final class SQLiteStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer

  init(handle: OpaquePointer, connection: OpaquePointer) {
    self.handle = handle
    self.connection = connection
  }

  func finalize() {
    sqlite3_finalize(handle)
  }

  /// Makes it ready to run again, with nothing bound.
  package func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Binds a number.
  @discardableResult
  package func bind(_ index: Int32, _ value: Int64) -> Self {
    sqlite3_bind_int64(handle, index, value)
    return self
  }

  /// Binds bytes; an empty list binds an empty blob, not NULL.
  @discardableResult
  package func bind(_ index: Int32, _ value: [UInt8]) -> Self {
    if value.isEmpty {
      sqlite3_bind_zeroblob(handle, index, 0)
    } else {
      _ = kiosk_sqlite3_bind_blob(handle, index, value, Int32(value.count))
    }
    return self
  }

  /// Binds text.
  @discardableResult
  package func bind(_ index: Int32, _ value: String) -> Self {
    _ = kiosk_sqlite3_bind_text(handle, index, value)
    return self
  }

  /// Goes to the next row.
  /// - Returns: whether there is one.
  package func step() throws(KioskError) -> Bool {
    let result = sqlite3_step(handle)
    switch result {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      sqlite3_reset(handle)
      throw SQLiteConnection.error(result, "a database statement failed")
    }
  }

  /// Runs to the end and makes it ready to run again.
  /// - Returns: how many rows changed.
  @discardableResult
  package func run() throws(KioskError) -> Int {
    while try step() {}
    let changes = Int(sqlite3_changes(connection))
    reset()
    return changes
  }

  /// A column as a number.
  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// A column as bytes.
  package func bytes(_ column: Int32) -> [UInt8] {
    let count = Int(sqlite3_column_bytes(handle, column))
    guard count > 0, let start = sqlite3_column_blob(handle, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A column as text.
  package func text(_ column: Int32) -> String {
    sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
  }
}
