import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store
@testable import kioskd

/// Invitations that do not count, and certificates that no longer do.
struct EnrolmentRefusalTests {
  private func enrol(_ device: Device, _ invitation: String, at store: StoreServer) async throws {
    let request = EnrolRequest(invitation: invitation, enrolmentAddress: store.enrolmentAddress.description)
    _ = try await device.call { try await $0.unary(ControlMethods.enrol, request, deadline: .seconds(20)) }
  }

  /// Whether it is unknown, used or expired is nobody's business: each is refused in the same words, and the device
  /// stays what it was.
  @Test(.timeLimit(.minutes(10))) func anInvitationCountsOnce() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try Device.make(in: world)
      try await device.daemon.start()
      let used = try await store.invite("Room 1")
      let expired = try await store.invite("Room 2", seconds: 60)
      let unknown = Invitation(authorityFingerprint: try await fingerprint(store)).exposed

      try await store.daemon.stop()
      let database = try SQLiteConnection(path: store.files.database, creating: false)
      try database.execute("UPDATE invitation SET expires = 1 WHERE name = 'Room 2'")
      database.close()
      try await store.daemon.start()

      let other = try Device.make(in: world, named: "other")
      try await other.daemon.start()
      try await enrol(other, used, at: store)
      var errors: Set<KioskError> = []
      for invitation in [used, expired, unknown] {
        let error = await #expect(throws: KioskError.self) { try await enrol(device, invitation, at: store) }
        #expect(error?.code == .denied)
        if let error { errors.insert(error) }
      }
      #expect(errors.count == 1, "the answers tell them apart")
      #expect(try await device.status.link == LinkState.none)
      #expect(try await other.status.name == "Room 1")
    }
  }

  private func fingerprint(_ store: StoreServer) async throws -> [UInt8] { try store.files.authority().fingerprint }

  /// The device sends the secret only to the store that the invitation names.
  @Test(.timeLimit(.minutes(10))) func anotherStoreDoesNotGetTheSecret() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let impostor = try await StoreServer.start(in: world, named: "impostor")
      let device = try Device.make(in: world)
      try await device.daemon.start()
      let invitation = try await store.invite("Room 1")
      let error = await #expect(throws: KioskError.self) { try await enrol(device, invitation, at: impostor) }
      #expect(error?.code == .unreachable || error?.code == .unauthenticated)
      try await enrol(device, invitation, at: store)
      #expect(try await device.status.name == "Room 1")
    }
  }

  /// A request that is none does not use the invitation up; nor does a secret of the wrong length do harm.
  @Test(.timeLimit(.minutes(10))) func aWrongRequestUsesNothingUp() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let text = try await store.invite("Room 1")
      let invitation = try Invitation(typed: text)
      try await RawClient.with(store.enrolmentAddress, EnrolmentPin.security(invitation)) { client in
        let secret = Proto.field(1, invitation.exposedSecret)
        for (message, code) in [
          (secret + Proto.field(2, [1, 2, 3]), RPCError.Code.invalidArgument), (secret, .invalidArgument),
          (Proto.field(1, [1, 2, 3]), .invalidArgument), ([0xFF], .invalidArgument),
          (secret + Proto.field(2, [UInt8](repeating: 0x30, count: 20_000)), .invalidArgument),
        ] {
          #expect(await client.call(EnrolmentMethods.service, "Enrol", [message]).status?.code == code)
        }
        // The door is for enrolment alone.
        for (service, method) in [
          (CollectionMethods.service, "Collect"), (DeliveryMethods.service, "Deliver"),
          (EnrolmentMethods.service, "CreateInvitation"),
        ] {
          #expect(await client.call(service, method, [[]]).status?.code == .unimplemented)
        }
      }
      let device = try Device.make(in: world)
      try await device.daemon.start()
      try await enrol(device, text, at: store)
    }
  }

  /// A device whose certificate was ended delivers nothing more, goes on taking what is said, and delivers that when
  /// it is enrolled again.
  @Test(.timeLimit(.minutes(10))) func aRevokedDeviceKeepsWhatItHas() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      try await device.submit()
      try await device.drain()
      _ = try await store.call(as: .staff) { channel in
        try await channel.unary(EnrolmentMethods.revoke, RevokeRequest(name: "Room device"))
      }
      await device.load(count: 5)
      let error = await #expect(throws: KioskError.self) {
        try await device.call { try await $0.unary(ControlMethods.flush, FlushRequest(), deadline: .seconds(30)) }
      }
      #expect(error?.code == .unauthenticated)
      #expect(try await device.status.linkError == "unauthenticated")
      #expect(try await device.status.queued == 5)
      await device.daemon.kill()
      try await device.daemon.start()
      #expect(try await device.status.queued == 5)
      try await device.enrol(at: store)
      try await device.loadPack(try world.packFile())
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// A certificate that was ended stays so when the store starts again.
  @Test(.timeLimit(.minutes(10))) func aRevocationOutlivesAStart() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let courier = try await Courier.enrolled(at: store, in: world)
      _ = try await store.call(as: .staff) { channel in
        try await channel.unary(EnrolmentMethods.revoke, RevokeRequest(name: "Room courier"))
      }
      await store.daemon.kill()
      try await store.daemon.start()
      let envelope = try courier.seal().bytes
      let error = await #expect(throws: KioskError.self) { try await courier.deliver([envelope]) { _ in } }
      #expect(error?.code == .unauthenticated)
      #expect(try await store.collect().words.isEmpty)
    }
  }
}
