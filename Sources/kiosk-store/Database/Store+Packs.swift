import KioskCore

/// The packs for devices, by room; the one of ``Room/nowhere`` is for all whose room has none of its own.
extension Store {
  /// Rooms with a pack of their own. Their packs, each of at most 1 MiB, stand in memory, so that a change reaches all
  /// devices without reading them again for each.
  static let mostRoomPacks = 64

  /// Keeps a pack for a room, in place of the one before it.
  /// - Throws: `.full` when as many rooms as can be have a pack of their own.
  func keep(pack file: [UInt8], for room: Room) async throws(KioskError) {
    try await change { connection throws(KioskError) in
      try connection.statement("INSERT OR REPLACE INTO pack VALUES (?, ?)").bind(1, room.name).bind(2, file).run()
      let own = try connection.number("SELECT count(*) FROM pack WHERE room <> ''") ?? 0
      guard own <= Self.mostRoomPacks else {
        throw KioskError(
          .full, "\(Self.mostRoomPacks) rooms have a pack of their own already",
          nextStep: "Withdraw one: kiosk-ctl pack publish --withdraw --room ROOM")
      }
    }
  }

  /// Takes a room's own pack away.
  /// - Returns: whether it had one.
  func withdrawPack(of room: Room) async throws(KioskError) -> Bool {
    try await change { connection throws(KioskError) in
      try connection.statement("DELETE FROM pack WHERE room = ?").bind(1, room.name).run() > 0
    }
  }

  /// The SignedPack file that was kept for a room.
  static func pack(of room: Room, _ connection: SQLiteConnection) throws(KioskError) -> [UInt8]? {
    let statement = try connection.statement("SELECT bytes FROM pack WHERE room = ?")
    defer { statement.reset() }
    return try statement.bind(1, room.name).step() ? statement.bytes(0) : nil
  }

  /// All SignedPack files.
  static func packs(_ connection: SQLiteConnection) throws(KioskError) -> [Room: [UInt8]] {
    let statement = try connection.statement("SELECT room, bytes FROM pack")
    defer { statement.reset() }
    var packs: [Room: [UInt8]] = [:]
    while try statement.step() { packs[Room(stored: statement.text(0))] = statement.bytes(1) }
    return packs
  }
}
