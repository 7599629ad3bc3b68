import KioskCore
import KioskRPC

/// What coordinators fetch.
extension Store {
  /// How many items are read at once, and about how many bytes: bounds what stands in memory. The item that goes beyond
  /// the bytes still belongs to the page.
  static let page = 64
  static let pageBytes = 1 << 20

  /// Ends the present round: what comes from now on belongs to the next collection.
  /// - Returns: the round that was ended.
  func endRound() async throws(KioskError) -> Int64 {
    try await change { connection throws(KioskError) in
      let statement = try connection.statement("SELECT number FROM round")
      _ = try statement.step()
      let round = statement.integer(0)
      statement.reset()
      try connection.execute("UPDATE round SET number = number + 1")
      return round
    }
  }

  /// How many items a collection up to a round holds.
  func count(after cursor: CollectionCursor, upTo round: Int64) async throws(KioskError) -> UInt64 {
    try await read { connection throws(KioskError) in
      var total: Int64 = 0
      for (table, key, place) in [
        ("envelope", "id", cursor.envelopes), ("quarantine", "substr(digest, 1, 16)", cursor.quarantine),
      ] {
        let statement = try connection.statement(
          "SELECT count(*) FROM \(table) WHERE (round, \(key)) > (?, ?) AND round <= ?")
        _ = try statement.bind(1, place.round).bind(2, place.key).bind(3, round).step()
        total += statement.integer(0)
        statement.reset()
      }
      return UInt64(total)
    }
  }

  /// The next items of a collection, at most a page; none at the end.
  func items(
    after cursor: CollectionCursor, upTo round: Int64
  ) async throws(KioskError) -> [(item: CollectResponse.Item, cursor: CollectionCursor)] {
    try await read { connection throws(KioskError) in
      var items: [(item: CollectResponse.Item, cursor: CollectionCursor)] = []
      var cursor = cursor
      let envelopes = try connection.statement(
        """
        SELECT round, id, state, bytes FROM envelope WHERE (round, id) > (?, ?) AND round <= ?
        ORDER BY round, id LIMIT \(Self.page)
        """)
      defer { envelopes.reset() }
      envelopes.bind(1, cursor.envelopes.round).bind(2, cursor.envelopes.key).bind(3, round)
      var bytes = 0
      while bytes < Self.pageBytes, try envelopes.step() {
        let id = envelopes.bytes(1)
        cursor.envelopes = .init(round: envelopes.integer(0), key: id)
        let isStored = envelopes.integer(2) == EnvelopeState.stored.rawValue
        let item = isStored ? CollectResponse.Item.envelope(envelopes.bytes(3)) : .withdrawn(id)
        bytes += item.bytes.count
        items.append((item, cursor))
      }
      guard items.isEmpty else { return items }
      return try Self.quarantined(after: cursor, upTo: round, connection)
    }
  }

  private static func quarantined(
    after start: CollectionCursor, upTo round: Int64, _ connection: SQLiteConnection
  ) throws(KioskError) -> [(item: CollectResponse.Item, cursor: CollectionCursor)] {
    var items: [(item: CollectResponse.Item, cursor: CollectionCursor)] = []
    var cursor = start
    let statement = try connection.statement(
      """
      SELECT round, digest, bytes FROM quarantine WHERE (round, substr(digest, 1, 16)) > (?, ?) AND round <= ?
      ORDER BY round, digest LIMIT \(page)
      """)
    defer { statement.reset() }
    statement.bind(1, cursor.quarantine.round).bind(2, cursor.quarantine.key).bind(3, round)
    var bytes = 0
    while bytes < pageBytes, try statement.step() {
      cursor.quarantine = .init(round: statement.integer(0), key: Array(statement.bytes(1).prefix(16)))
      items.append((.quarantined(statement.bytes(2)), cursor))
      bytes += items[items.count - 1].item.bytes.count
    }
    return items
  }
}
