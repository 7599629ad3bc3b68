import KioskCore

/// How the database is laid out, and how one of an earlier version is brought to that.
extension StoreDatabase {
  /// The layout's version.
  static let version = 3

  /// Lays out an empty database.
  static func layOut(_ connection: SQLiteConnection) throws(KioskError) {
    try connection.transaction { () throws(KioskError) in
      try connection.execute(layout)
      try connection.execute("PRAGMA application_id = \(applicationID)")
      try connection.execute("PRAGMA user_version = \(version)")
    }
  }

  /// The version of a file.
  /// - Throws: `.corrupt` when it is none of ours, `.tooNew` when it was written by a later program.
  static func version(of connection: SQLiteConnection) throws(KioskError) -> Int {
    let foreign = KioskError(
      .corrupt, "the file is not a store of this software", nextStep: "Check the state directory")
    guard try connection.pragma("application_id") == "\(applicationID)",
      let found = Int(try connection.pragma("user_version")), found >= 1
    else { throw foreign }
    guard found <= version else {
      throw KioskError(.tooNew, "the store is of a later version", nextStep: "Update kiosk-store")
    }
    return found
  }

  /// Brings a database of an earlier version to this one, in one transaction: it is either the one or the other.
  static func bringUpToDate(_ connection: SQLiteConnection, from found: Int) throws(KioskError) {
    guard found < version else { return }
    try connection.transaction { () throws(KioskError) in
      if found < 2 { for change in toVersion2 { try connection.statement(change).run() } }
      if found < 3 { try connection.statement(feedback).run() }
      try connection.execute("PRAGMA user_version = \(version)")
    }
  }

  /// Rooms. The one pack there was is the one for all devices; all devices are in no room.
  private static let toVersion2 = [
    "ALTER TABLE invitation ADD COLUMN room TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE certificate ADD COLUMN room TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pack RENAME TO only_pack",
    "CREATE TABLE pack (room TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID",
    "INSERT INTO pack SELECT '', bytes FROM only_pack",
    "DROP TABLE only_pack",
  ]

  /// What is sent back to the rooms, which came with version 3.
  private static let feedback = "CREATE TABLE feedback (room TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID"

  private static let layout = """
    CREATE TABLE envelope (
      id BLOB PRIMARY KEY, tag BLOB NOT NULL, digest BLOB NOT NULL, state INTEGER NOT NULL, round INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX envelope_round ON envelope (round, id);
    CREATE INDEX envelope_tag ON envelope (tag);
    CREATE TABLE tombstone (tag BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE withdrawal (id BLOB PRIMARY KEY, digest BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE quarantine (
      digest BLOB PRIMARY KEY, round INTEGER NOT NULL, bytes BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX quarantine_round ON quarantine (round, digest);
    CREATE TABLE round (number INTEGER NOT NULL);
    INSERT INTO round VALUES (1);
    CREATE TABLE invitation (
      hash BLOB PRIMARY KEY, name TEXT NOT NULL, expires INTEGER NOT NULL, room TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID;
    CREATE TABLE certificate (
      serial BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, last_day INTEGER NOT NULL,
      revoked INTEGER NOT NULL DEFAULT 0, room TEXT NOT NULL DEFAULT ''
    ) WITHOUT ROWID;
    CREATE TABLE pack (room TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
    \(feedback);
    """
}
