import KioskCore

/// The store's records, for its services. Whatever changes something returns when that is durable.
final class Store: Sendable {
  private let committer: GroupCommit<StoreDatabase>

  /// Opens the database.
  init(at path: String) throws(KioskError) {
    committer = GroupCommit(
      label: "kiosk.store", limit: StoreDatabase.largestGroup, database: try StoreDatabase(at: path))
  }

  /// Runs `body` in a transaction that it shares with others who wait; returns when it is durable.
  func change<R: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws(KioskError) -> R
  ) async throws(KioskError) -> R {
    let operation: StoreDatabase.Operation = { connection throws(KioskError) in try body(connection) }
    guard let result = try await committer.perform(operation) as? R else {
      throw KioskError(.internal, "the store answered with something else")
    }
    return result
  }

  /// Runs `body` between transactions.
  func read<R: Sendable>(
    _ body: @escaping @Sendable (SQLiteConnection) throws(KioskError) -> R
  ) async throws(KioskError) -> R {
    try await committer.withDatabase { database in
      Result { () throws(KioskError) in try body(try database.openConnection()) }
    }
  }

  /// Returns when the database's thread has come round. A disk that fails does not count: starting anew mends none.
  func isResponsive() async -> Bool {
    _ = try? await read { _ in }
    return true
  }

  /// Finishes what waits and closes the database.
  func close() async {
    await committer.close { $0.close() }
  }
}
