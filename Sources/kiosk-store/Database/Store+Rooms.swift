import KioskCore

/// Which room each device is in. Only the certificate's record says so: neither the certificate nor the device knows it,
/// and nothing joins it to an envelope.
extension Store {
  /// Moves a device: all its certificates that hold. Those that were ended stay as they were.
  /// - Returns: whether there is such a device.
  func move(_ name: String, to room: Room) async throws(KioskError) -> Bool {
    try await change { connection throws(KioskError) in
      let moved = try connection.statement(
        "UPDATE certificate SET room = ? WHERE name = ? AND role = ? AND revoked = 0"
      ).bind(1, room.name).bind(2, name).bind(3, Role.kiosk.rawValue).run()
      return moved > 0
    }
  }

  /// The rooms of the devices' certificates that were not ended, by serial number; without those in no room.
  static func rooms(_ connection: SQLiteConnection) throws(KioskError) -> [[UInt8]: Room] {
    let statement = try connection.statement(
      "SELECT serial, room FROM certificate WHERE role = ? AND revoked = 0 AND room <> ''")
    defer { statement.reset() }
    statement.bind(1, Role.kiosk.rawValue)
    var rooms: [[UInt8]: Room] = [:]
    while try statement.step() { rooms[statement.bytes(0)] = Room(stored: statement.text(1)) }
    return rooms
  }
}
