import KioskCore

/// Keeps the downlink in step with the database. Each part is published on the database's thread, so that what was read
/// later is published later.
struct DownlinkBoard: Sendable {
  let store: Store
  let downlink = Broadcast(Downlink())

  /// Reads everything, when the store starts.
  func load() async throws(KioskError) {
    let downlink = downlink
    try await store.read { connection throws(KioskError) in
      var fresh = Downlink(rooms: try Store.rooms(connection), revoked: try Store.revokedSerials(connection))
      for kind in [RoomFile.pack, .feedback] {
        for (room, file) in try kind.all(connection) { fresh[kind][room] = try .init(kind, file: file) }
      }
      downlink.update { [fresh] in $0 = fresh }
    }
  }

  /// Reads the certificates anew, after one was issued or ended or a device was moved.
  func refreshFleet() async throws(KioskError) {
    let downlink = downlink
    try await store.read { connection throws(KioskError) in
      let rooms = try Store.rooms(connection)
      let revoked = try Store.revokedSerials(connection)
      downlink.update {
        $0.rooms = rooms
        $0.revoked = revoked
      }
    }
  }

  /// Reads a room's own file anew, after it was published or withdrawn.
  func refresh(_ kind: RoomFile, of room: Room) async throws(KioskError) {
    let downlink = downlink
    try await store.read { connection throws(KioskError) in
      var fresh: Downlink.PassedFile?
      if let file = try kind.of(room, connection) { fresh = try .init(kind, file: file) }
      downlink.update { [fresh] in $0[kind][room] = fresh }
    }
  }
}
