import KioskCore

/// The store's embedded database: one connection, group commit.
///
/// Nothing in it says which device brought an envelope, nor when. Envelopes stand in the order of their random ids; the
/// only other order is that of rounds, and a round is all that came between two collections.
final class StoreDatabase: GroupCommitDatabase {
  /// "KSTR": marks the file.
  static let applicationID = 0x4B53_5452
  /// The most operations in one transaction.
  static let largestGroup = 128

  /// One operation: runs inside the group's transaction.
  typealias Operation = @Sendable (SQLiteConnection) throws(KioskError) -> any Sendable
  typealias Outcome = any Sendable

  private let path: String
  private var connection: SQLiteConnection?

  /// Makes an empty database.
  /// - Throws: `.conflict` when there is one.
  static func create(at path: String) throws(KioskError) {
    guard !AtomicFile.exists(path) else { throw KioskError(.conflict, "there is a store already") }
    let connection = try SQLiteConnection(path: path, creating: true)
    defer { connection.close() }
    try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
    try connection.setPragma("synchronous", to: "FULL", expecting: "2")
    try layOut(connection)
  }

  /// Opens the database.
  /// - Throws: `.notFound`, `.corrupt`, `.tooNew`, `.storage`.
  init(at path: String) throws(KioskError) {
    self.path = path
    connection = try Self.open(path)
  }

  private static func open(_ path: String) throws(KioskError) -> SQLiteConnection {
    guard AtomicFile.exists(path) else {
      throw KioskError(
        .notFound, "the store's database is missing", nextStep: "Put the state directory back, or restore a backup")
    }
    let connection = try SQLiteConnection(path: path, creating: false)
    do throws(KioskError) {
      try connection.setPragma("locking_mode", to: "EXCLUSIVE", expecting: "exclusive")
      let found = try version(of: connection)
      try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
      try connection.setPragma("synchronous", to: "FULL", expecting: "2")
      try connection.setPragma("foreign_keys", to: "1")
      try connection.setPragma("cell_size_check", to: "1")
      try connection.setPragma("trusted_schema", to: "0")
      try connection.setPragma("secure_delete", to: "1")
      // What a failed flush left in the WAL counts as committed when it is read again. Copied into the database and
      // flushed there, it is; before that, a resend must not be told so.
      _ = try connection.checkpoint()
      try bringUpToDate(connection, from: found)
    } catch {
      connection.close()
      throw error
    }
    return connection
  }

  func commit(_ operations: [Operation]) throws(KioskError) -> [Result<Outcome, KioskError>] {
    let connection = try openConnection()
    do throws(KioskError) {
      return try connection.transaction { () throws(KioskError) in
        var outcomes: [Result<Outcome, KioskError>] = []
        for operation in operations { outcomes.append(try perform(operation, connection)) }
        return outcomes
      }
    } catch {
      // After an error of the disk nothing in memory can be trusted; the next group opens the file anew.
      connection.close()
      self.connection = nil
      throw error
    }
  }

  /// One operation's failure undoes that operation alone; a failure of the disk ends the group.
  private func perform(
    _ operation: Operation, _ connection: SQLiteConnection
  ) throws(KioskError) -> Result<Outcome, KioskError> {
    try connection.execute("SAVEPOINT operation")
    do throws(KioskError) {
      let outcome = try operation(connection)
      try connection.execute("RELEASE operation")
      return .success(outcome)
    } catch {
      guard error.code != .storage, error.code != .corrupt else { throw error }
      try connection.execute("ROLLBACK TO operation")
      try connection.execute("RELEASE operation")
      return .failure(error)
    }
  }

  func settle() {}

  /// The open connection.
  func openConnection() throws(KioskError) -> SQLiteConnection {
    if let connection { return connection }
    let opened = try Self.open(path)
    connection = opened
    return opened
  }

  func close() {
    connection?.close()
    connection = nil
  }
}
