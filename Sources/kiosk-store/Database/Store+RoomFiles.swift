import KioskCore

/// Files for devices, by room; the one of ``Room/nowhere`` is for all whose room has none of its own.
enum RoomFile: String {
  /// SignedPack files.
  case pack
  /// SignedFeedback files.
  case feedback

  /// Rooms with a file of their own. The files, packs of at most 1 MiB and feedback of at most 256 KiB, stand in memory,
  /// so that a change reaches all devices without reading them again for each.
  static let mostRooms = 64

  /// Keeps a file for a room, in place of the one before it.
  /// - Throws: `.full` when as many rooms as can be have one of their own.
  func keep(_ file: [UInt8], for room: Room, _ connection: SQLiteConnection) throws(KioskError) {
    try connection.statement("INSERT OR REPLACE INTO \(rawValue) VALUES (?, ?)").bind(1, room.name).bind(2, file).run()
    let own = try connection.number("SELECT count(*) FROM \(rawValue) WHERE room <> ''") ?? 0
    guard own <= Self.mostRooms else {
      throw KioskError(
        .full, "\(Self.mostRooms) rooms have \(self == .pack ? "a pack" : "feedback") of their own already",
        nextStep: "Withdraw one: kiosk-ctl \(rawValue) publish --withdraw --room ROOM")
    }
  }

  /// Takes a room's own file away.
  /// - Returns: whether it had one.
  func withdraw(of room: Room, _ connection: SQLiteConnection) throws(KioskError) -> Bool {
    try connection.statement("DELETE FROM \(rawValue) WHERE room = ?").bind(1, room.name).run() > 0
  }

  /// The file that was kept for a room.
  func of(_ room: Room, _ connection: SQLiteConnection) throws(KioskError) -> [UInt8]? {
    let statement = try connection.statement("SELECT bytes FROM \(rawValue) WHERE room = ?")
    defer { statement.reset() }
    return try statement.bind(1, room.name).step() ? statement.bytes(0) : nil
  }

  /// All files.
  func all(_ connection: SQLiteConnection) throws(KioskError) -> [Room: [UInt8]] {
    let statement = try connection.statement("SELECT room, bytes FROM \(rawValue)")
    defer { statement.reset() }
    var files: [Room: [UInt8]] = [:]
    while try statement.step() { files[Room(stored: statement.text(0))] = statement.bytes(1) }
    return files
  }
}

extension Store {
  /// Keeps a pack for a room, in place of the one before it.
  /// - Throws: `.full` when as many rooms as can be have a pack of their own.
  func keep(pack file: [UInt8], for room: Room) async throws(KioskError) {
    try await change { connection throws(KioskError) in try RoomFile.pack.keep(file, for: room, connection) }
  }

  /// Keeps feedback for a room, in place of the one before it.
  /// - Throws: `.conflict` when the same or a later revision with other words is there, `.full` when as many rooms as can
  ///   be have feedback of their own.
  func keep(feedback file: [UInt8], for room: Room) async throws(KioskError) {
    try await change { connection throws(KioskError) in
      if let present = try RoomFile.feedback.of(room, connection) {
        // What cannot be read any more stands in nobody's way.
        let readable = try? SignedFeedback.open(present, trusting: nil).feedback
        try SignedFeedback.open(file, trusting: nil).feedback.checkSuccession(to: readable)
      }
      try RoomFile.feedback.keep(file, for: room, connection)
    }
  }

  /// Takes a room's own file away.
  /// - Returns: whether it had one.
  func withdraw(_ kind: RoomFile, of room: Room) async throws(KioskError) -> Bool {
    try await change { connection throws(KioskError) in try kind.withdraw(of: room, connection) }
  }
}
