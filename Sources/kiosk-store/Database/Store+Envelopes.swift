import KioskCore

/// Envelopes, withdrawals and what does not fit together.
extension Store {
  /// How an envelope stands.
  enum EnvelopeState: Int64 {
    case stored = 1
    /// Taken back: the id stays for ever, the bytes are gone.
    case withdrawn = 2
  }

  /// Takes an envelope, or carries out a withdrawal; the receipt is true when this returns.
  func deliver(_ envelope: Envelope) async throws(KioskError) -> Receipt {
    let digest = envelope.digest
    let outcome = try await change { connection throws(KioskError) in
      switch envelope.header.kind {
      case .contribution: try Self.store(envelope, digest, connection)
      case .withdrawal: try Self.carryOut(envelope, digest, connection)
      }
    }
    return Receipt(id: envelope.id, digest: digest, outcome: outcome)
  }

  /// Takes back whatever has a tag.
  /// - Returns: whether it was there.
  func withdraw(_ tag: WithdrawalTag) async throws(KioskError) -> Bool {
    try await change { connection throws(KioskError) in try Self.bury(tag, connection) }
  }

  private static func store(
    _ envelope: Envelope, _ digest: [UInt8], _ connection: SQLiteConnection
  ) throws(KioskError) -> Receipt.Outcome {
    if let known = try known(envelope.id, connection) {
      // The digest of a withdrawn envelope is kept, so that its resend is known from another one with its id.
      guard known.digest == digest else { return try quarantine(envelope, digest, connection) }
      return known.state == .withdrawn ? .withdrawn : .stored
    }
    let tag = envelope.header.withdrawalTag
    let isWithdrawn = try exists("SELECT 1 FROM tombstone WHERE tag = ?", tag.bytes, connection)
    let state = isWithdrawn ? EnvelopeState.withdrawn : .stored
    try connection.statement(
      "INSERT INTO envelope VALUES (?, ?, ?, ?, (SELECT number FROM round), ?)"
    ).bind(1, envelope.id.bytes).bind(2, tag.bytes).bind(3, digest).bind(4, state.rawValue)
      .bind(5, isWithdrawn ? [] : envelope.bytes).run()
    return isWithdrawn ? .withdrawn : .stored
  }

  private static func carryOut(
    _ envelope: Envelope, _ digest: [UInt8], _ connection: SQLiteConnection
  ) throws(KioskError) -> Receipt.Outcome {
    if let known = try known(envelope.id, connection) {
      return known.digest == digest ? .stored : try quarantine(envelope, digest, connection)
    }
    try connection.statement("INSERT INTO withdrawal VALUES (?, ?)").bind(1, envelope.id.bytes).bind(2, digest).run()
    _ = try bury(envelope.header.withdrawalTag, connection)
    return .stored
  }

  private static func bury(_ tag: WithdrawalTag, _ connection: SQLiteConnection) throws(KioskError) -> Bool {
    try connection.statement("INSERT OR IGNORE INTO tombstone VALUES (?)").bind(1, tag.bytes).run()
    let changed = try connection.statement(
      "UPDATE envelope SET state = ?, bytes = x'', round = (SELECT number FROM round) WHERE tag = ? AND state = ?"
    ).bind(1, EnvelopeState.withdrawn.rawValue).bind(2, tag.bytes).bind(3, EnvelopeState.stored.rawValue).run()
    return changed > 0
  }

  private static func quarantine(
    _ envelope: Envelope, _ digest: [UInt8], _ connection: SQLiteConnection
  ) throws(KioskError) -> Receipt.Outcome {
    try connection.statement(
      "INSERT OR IGNORE INTO quarantine VALUES (?, (SELECT number FROM round), ?)"
    ).bind(1, digest).bind(2, envelope.bytes).run()
    return .quarantined
  }

  private static func known(
    _ id: EnvelopeID, _ connection: SQLiteConnection
  ) throws(KioskError) -> (digest: [UInt8], state: EnvelopeState)? {
    let statement = try connection.statement(
      "SELECT digest, state FROM envelope WHERE id = ?1 UNION ALL SELECT digest, 1 FROM withdrawal WHERE id = ?1")
    defer { statement.reset() }
    guard try statement.bind(1, id.bytes).step() else { return nil }
    return (statement.bytes(0), EnvelopeState(rawValue: statement.integer(1)) ?? .stored)
  }

  static func exists(
    _ sql: String, _ key: [UInt8], _ connection: SQLiteConnection
  ) throws(KioskError) -> Bool {
    let statement = try connection.statement(sql)
    defer { statement.reset() }
    return try statement.bind(1, key).step()
  }
}
