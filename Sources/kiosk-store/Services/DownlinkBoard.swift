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
      var packs: [Room: Downlink.PassedPack] = [:]
      for (room, file) in try Store.packs(connection) { packs[room] = try Downlink.PassedPack(file: file) }
      let fresh = Downlink(
        packs: packs, rooms: try Store.rooms(connection), revoked: try Store.revokedSerials(connection))
      downlink.update { $0 = fresh }
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

  /// Reads a room's own pack anew, after it was published or withdrawn.
  func refreshPack(of room: Room) async throws(KioskError) {
    let downlink = downlink
    try await store.read { connection throws(KioskError) in
      var fresh: Downlink.PassedPack?
      if let file = try Store.pack(of: room, connection) { fresh = try Downlink.PassedPack(file: file) }
      downlink.update { [fresh] in $0.packs[room] = fresh }
    }
  }
}
