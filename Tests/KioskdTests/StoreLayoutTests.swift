import Crypto
import Foundation
import KioskRPC
import Testing

@testable import KioskCore
@testable import kiosk_store
@testable import kioskd

/// A store's database of the first version goes on as one of this version, or stays as it was.
@Suite struct StoreLayoutTests {
  /// The layout as the first version made it.
  static let first = """
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
    CREATE TABLE invitation (hash BLOB PRIMARY KEY, name TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE certificate (
      serial BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, last_day INTEGER NOT NULL,
      revoked INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE pack (only INTEGER PRIMARY KEY CHECK (only = 1), bytes BLOB NOT NULL);
    """

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/layout-" + UUID().uuidString.prefix(8)
    try AtomicFile.makeDirectory(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder + "/store.db")
  }

  private func make(_ path: String, version: Int = 1, _ more: String = "") throws {
    let connection = try SQLiteConnection(path: path, creating: true)
    defer { connection.close() }
    try connection.execute("PRAGMA journal_mode = WAL")
    try connection.execute(Self.first + more)
    try connection.execute("PRAGMA application_id = \(StoreDatabase.applicationID)")
    try connection.execute("PRAGMA user_version = \(version)")
  }

  /// The columns of every table.
  private func columns(_ path: String) throws -> [String] {
    let connection = try SQLiteConnection(path: path, creating: false)
    defer { connection.close() }
    let statement = try connection.statement(
      """
      SELECT t.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' ||
        ifnull(c.dflt_value, '') FROM sqlite_schema AS t, pragma_table_info(t.name) AS c ORDER BY 1
      """)
    defer { statement.reset() }
    var columns: [String] = []
    while try statement.step() { columns.append(statement.text(0)) }
    return columns
  }

  private func version(_ path: String) throws -> String {
    let connection = try SQLiteConnection(path: path, creating: false)
    defer { connection.close() }
    return try connection.pragma("user_version")
  }

  @Test func whatTheFirstVersionHeldIsThere() async throws {
    try await withFolder { path in
      let file = try SignedPack(TestRoom.pack(), signedBy: Curve25519.Signing.PrivateKey()).fileBytes()
      let day = Day.now / 86_400 + 100
      try make(
        path,
        """
        INSERT INTO invitation VALUES (x'\(String(repeating: "ab", count: 32))', 'Kiosk 2', \(Day.now + 600));
        INSERT INTO certificate VALUES (x'01', 'Kiosk 1', 'kiosk', \(day), 0);
        INSERT INTO certificate VALUES (x'02', 'Kiosk 1', 'kiosk', \(day), 1);
        INSERT INTO pack VALUES (1, x'\(file.hexadecimal)');
        """)
      let authority = try CertificateAuthority(name: "test")
      for isFirst in [true, false] {
        let store = try Store(at: path)
        let board = DownlinkBoard(store: store)
        try await board.load()
        #expect(board.downlink.value.packs == [.nowhere: try .init(.pack, file: file)])
        #expect(board.downlink.value.revoked == [[2]])
        #expect(try await store.fleet().prefix(2).map(\.serial) == [[1], [2]])
        if isFirst {
          let issued = try await store.redeem(hash: [UInt8](repeating: 0xAB, count: 32)) { name throws(KioskError) in
            try authority.issue(name: name, role: .kiosk, request: try DeviceKey().certificateRequest())
          }
          #expect(issued.name == "Kiosk 2")
          #expect(try await store.move("Kiosk 1", to: Room("Ward 2")))
        }
        #expect(try await store.fleet().map(\.room) == ["Ward 2", "", ""])
        await store.close()
      }
      #expect(try version(path) == "3")
    }
  }

  @Test func itIsLaidOutLikeANewOne() async throws {
    try await withFolder { path in
      try make(path)
      await (try Store(at: path)).close()
      try StoreDatabase.create(at: path + ".new")
      #expect(try columns(path) == columns(path + ".new"))
      // Nothing joins a room, or a device, to what was said.
      #expect(try columns(path).filter { $0.hasPrefix("envelope ") }.count == 6)
    }
  }

  /// All of it or nothing: here the last table to be changed is missing.
  @Test func oneThatCannotBeBroughtUpToDateStaysAsItWas() async throws {
    try await withFolder { path in
      try make(path, "DROP TABLE pack;")
      let before = try columns(path)
      let error = #expect(throws: KioskError.self) { try Store(at: path) }
      #expect(error?.code == .corrupt)
      #expect(try columns(path) == before)
      #expect(try version(path) == "1")
    }
  }

  @Test(arguments: [(4, KioskError.Code.tooNew), (0, .corrupt), (-1, .corrupt)])
  func anotherVersionIsRefused(_ version: Int, _ code: KioskError.Code) async throws {
    try await withFolder { path in
      try make(path, version: version)
      let before = try columns(path)
      let error = #expect(throws: KioskError.self) { try Store(at: path) }
      #expect(error?.code == code)
      #expect(try columns(path) == before)
    }
  }

  /// The second version had rooms, and a pack for each; feedback came with the third.
  @Test func theSecondVersionGetsFeedbackBesideItsPacks() async throws {
    try await withFolder { path in
      try StoreDatabase.create(at: path)
      let packFile = try SignedPack(TestRoom.pack(), signedBy: Curve25519.Signing.PrivateKey()).fileBytes()
      let fresh = try columns(path)
      let connection = try SQLiteConnection(path: path, creating: false)
      try connection.execute("DROP TABLE feedback; PRAGMA user_version = 2")
      try connection.statement("INSERT INTO pack VALUES (?, ?)").bind(1, "Ward 2").bind(2, packFile).run()
      connection.close()
      let feedback = try SignedFeedback(TestRoom.feedback(1), signedBy: Curve25519.Signing.PrivateKey()).fileBytes()
      for isFirst in [true, false] {
        let store = try Store(at: path)
        if isFirst { try await store.keep(feedback: feedback, for: .nowhere) }
        let board = DownlinkBoard(store: store)
        try await board.load()
        #expect(board.downlink.value.packs == [Room(stored: "Ward 2"): try .init(.pack, file: packFile)])
        #expect(board.downlink.value.feedback == [.nowhere: try .init(.feedback, file: feedback)])
        await store.close()
      }
      #expect(try columns(path) == fresh)
      #expect(try version(path) == "3")
    }
  }

  @Test func asManyRoomsAsCanBeHaveFeedbackOfTheirOwn() async throws {
    try await withFolder { path in
      try StoreDatabase.create(at: path)
      let store = try Store(at: path)
      let file = try SignedFeedback(TestRoom.feedback(1), signedBy: Curve25519.Signing.PrivateKey()).fileBytes()
      for number in 1...RoomFile.mostRooms { try await store.keep(feedback: file, for: Room("Ward \(number)")) }
      let error = await #expect(throws: KioskError.self) {
        try await store.keep(feedback: file, for: Room("One more"))
      }
      #expect(error?.code == .full)
      try await store.keep(feedback: file, for: .nowhere)
      await store.close()
    }
  }

  @Test func asManyRoomsAsCanBeHaveAPackOfTheirOwn() async throws {
    try await withFolder { path in
      try StoreDatabase.create(at: path)
      let store = try Store(at: path)
      for number in 1...RoomFile.mostRooms { try await store.keep(pack: [1], for: Room("Ward \(number)")) }
      let error = await #expect(throws: KioskError.self) { try await store.keep(pack: [1], for: Room("One more")) }
      #expect(error?.code == .full)
      try await store.keep(pack: [2], for: .nowhere)
      try await store.keep(pack: [2], for: Room("Ward 1"))
      #expect(try await store.withdraw(.pack, of: Room("Ward 2")))
      #expect(try await !store.withdraw(.pack, of: Room("Ward 2")))
      try await store.keep(pack: [1], for: Room("One more"))
      await store.close()
    }
  }
}
