import KioskCore
import KioskRPC

/// Invitations and certificates.
extension Store {
  /// Keeps an invitation's hash.
  /// - Parameters:
  ///   - expires: seconds since 1970.
  ///   - room: where the device that redeems it will be.
  func invite(hash: [UInt8], name: String, expires: Int64, room: Room) async throws(KioskError) {
    try await change { connection throws(KioskError) in
      try connection.statement("DELETE FROM invitation WHERE expires < ?").bind(1, Day.now).run()
      try connection.statement("INSERT INTO invitation VALUES (?, ?, ?, ?)")
        .bind(1, hash).bind(2, name).bind(3, expires).bind(4, room.name).run()
    }
  }

  /// Uses an invitation up, and records the certificate that is issued for it; earlier certificates of that device end.
  /// - Throws: `.denied` when it is unknown, used or expired: which of them is nobody's business.
  func redeem(
    hash: [UInt8], issuing issue: @escaping @Sendable (String) throws(KioskError) -> CertificateAuthority.Issued
  ) async throws(KioskError) -> CertificateAuthority.Issued {
    try await change { connection throws(KioskError) in
      let statement = try connection.statement("SELECT name, expires, room FROM invitation WHERE hash = ?")
      defer { statement.reset() }
      guard try statement.bind(1, hash).step(), statement.integer(1) > Day.now else {
        throw KioskError(
          .denied, "the invitation is not valid, was used, or has expired",
          nextStep: "Ask for another: kiosk-ctl store invite")
      }
      let issued = try issue(statement.text(0))
      try connection.statement("DELETE FROM invitation WHERE hash = ?").bind(1, hash).run()
      _ = try Self.revoke(issued.name, role: .kiosk, connection)
      try Self.record(issued, in: Room(stored: statement.text(2)), connection)
      return issued
    }
  }

  /// Records a certificate that takes the place of one which holds for a while yet; that one goes on until its day. The
  /// device stays in its room.
  /// - Parameter from: the day from which it may be asked for, by the old certificate's last day; days since 1970.
  /// - Throws: `.unauthenticated` when the old one is unknown or was ended, `.conflict` before its time: certificates
  ///   would pile up, and with them what every device is told.
  func renew(
    _ serial: [UInt8], from firstDay: @escaping @Sendable (UInt32) -> Int64,
    issuing issue: @escaping @Sendable () throws(KioskError) -> CertificateAuthority.Issued
  ) async throws(KioskError) -> CertificateAuthority.Issued {
    try await change { connection throws(KioskError) in
      let statement = try connection.statement("SELECT last_day, revoked, room FROM certificate WHERE serial = ?")
      defer { statement.reset() }
      guard try statement.bind(1, serial).step(), statement.integer(1) == 0 else {
        throw KioskError(.unauthenticated, "the certificate was revoked", nextStep: "Enrol again")
      }
      guard Day.now / 86_400 >= firstDay(UInt32(statement.integer(0))) else {
        throw KioskError(.conflict, "the certificate holds for long yet", nextStep: "Renew it in its last third")
      }
      let issued = try issue()
      let alike = try connection.statement(
        "SELECT count(*) FROM certificate WHERE name = ? AND role = ? AND last_day = ?")
      defer { alike.reset() }
      alike.bind(1, issued.name).bind(2, issued.role.rawValue).bind(3, Int64(issued.lastDay))
      guard try alike.step(), alike.integer(0) < Self.renewalsADay else {
        throw KioskError(.conflict, "the certificate was renewed often enough today", nextStep: "Try again tomorrow")
      }
      try Self.record(issued, in: Room(stored: statement.text(2)), connection)
      return issued
    }
  }

  /// Certificates of one name that end on one day: an answer can be lost, or a disk be full, but not all day long.
  static let renewalsADay = 4

  /// Records a person's certificate.
  func record(_ issued: CertificateAuthority.Issued) async throws(KioskError) {
    try await change { connection throws(KioskError) in try Self.record(issued, in: .nowhere, connection) }
  }

  private static func record(
    _ issued: CertificateAuthority.Issued, in room: Room, _ connection: SQLiteConnection
  ) throws(KioskError) {
    try connection.statement("INSERT INTO certificate VALUES (?, ?, ?, ?, 0, ?)")
      .bind(1, issued.serial).bind(2, issued.name).bind(3, issued.role.rawValue).bind(4, Int64(issued.lastDay))
      .bind(5, room.name).run()
  }

  /// Ends all certificates of a name in some roles.
  /// - Returns: how many.
  func revoke(_ name: String, roles: [Role]) async throws(KioskError) -> Int {
    try await change { connection throws(KioskError) in
      var count = 0
      for role in roles { count += try Self.revoke(name, role: role, connection) }
      return count
    }
  }

  private static func revoke(
    _ name: String, role: Role, _ connection: SQLiteConnection
  ) throws(KioskError) -> Int {
    try connection.statement(
      "UPDATE certificate SET revoked = 1 WHERE name = ? AND role = ? AND revoked = 0"
    ).bind(1, name).bind(2, role.rawValue).run()
  }

  /// Every certificate that was issued, by name.
  func fleet() async throws(KioskError) -> [FleetEntry] {
    try await read { connection throws(KioskError) in try Self.fleet(connection) }
  }

  private static func fleet(_ connection: SQLiteConnection) throws(KioskError) -> [FleetEntry] {
    let statement = try connection.statement(
      "SELECT name, role, serial, last_day, revoked, room FROM certificate ORDER BY name, role, serial")
    defer { statement.reset() }
    var entries: [FleetEntry] = []
    while try statement.step() {
      entries.append(
        FleetEntry(
          name: statement.text(0), role: statement.text(1), serial: statement.bytes(2),
          lastDay: UInt32(statement.integer(3)), isRevoked: statement.integer(4) != 0,
          room: statement.text(5)))
    }
    return entries
  }

  /// Serial numbers of ended certificates that have not run out.
  static func revokedSerials(_ connection: SQLiteConnection) throws(KioskError) -> Set<[UInt8]> {
    Set(try fleet(connection).filter { $0.isRevoked && Int64($0.lastDay) >= Day.now / 86_400 }.map(\.serial))
  }
}
