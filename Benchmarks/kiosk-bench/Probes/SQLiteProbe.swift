import KioskCore

/// What SQLite alone takes: one row of 4 KiB a transaction, WAL and FULL, one after the other.
enum SQLiteProbe {
  /// - Returns: a sample for each transaction.
  static func run(in directory: String, seconds: Int) throws(KioskError) -> Samples {
    let path = directory + "/sqlite-probe"
    defer { for suffix in ["", "-wal", "-shm"] { AtomicFile.remove(path + suffix) } }
    let connection = try SQLiteConnection(path: path, creating: true)
    defer { connection.close() }
    try connection.setPragma("journal_mode", to: "WAL", expecting: "wal")
    try connection.setPragma("synchronous", to: "FULL", expecting: "2")
    try connection.execute("CREATE TABLE probe (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
    let insert = try connection.statement("INSERT INTO probe (bytes) VALUES (?)")
    let bytes = RandomBytes.make(4096)
    var samples = Samples()
    let clock = ContinuousClock()
    let start = clock.now
    while clock.now - start < .seconds(seconds) {
      let begin = clock.now
      try insert.bind(1, bytes).run()
      samples.add(clock.now - begin)
    }
    return samples
  }
}
