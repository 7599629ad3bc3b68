extension QueueFile {
  /// The tally of a file that has just been opened, made first where the file is of version 1, which had none.
  ///
  /// The WAL must be settled and reserved: then this is a group like any other, and a power cut leaves the file of one
  /// version or the other. It is the one time that the database grows, by a page. Where the disk has no room for that,
  /// the file stays at version 1, and the envelopes flow without being counted until the next start.
  static func openTally(
    in connection: SQLiteConnection, log: WriteAheadLog, version found: Int
  ) throws(KioskError) -> QueueTally {
    guard found < version else { return try QueueTally(in: connection) }
    do throws(KioskError) {
      // Before the commit: a checkpoint that found no room half way could not be undone.
      guard let pages = Int(try connection.pragma("page_count")) else { throw KioskError(.corrupt, "no pages") }
      try connection.reserve(length: (pages + 1) * pageSize, step: pageSize)
    } catch {
      guard error.code == .storage else { throw error }
      return QueueTally(in: connection, problem: error)
    }
    try addTally(to: connection)
    try log.scrub(frames: try connection.checkpoint())
    return try QueueTally(in: connection)
  }

  /// The table and the version in one transaction.
  static func addTally(to connection: SQLiteConnection) throws(KioskError) {
    try connection.transaction { () throws(KioskError) in
      try QueueTally.create(in: connection)
      try connection.execute("PRAGMA user_version = \(version)")
    }
  }
}
