import KioskCore
import KioskRPC
import NIOPosix
import Testing

@testable import kiosk_store
@testable import kioskd

@Suite struct StaffListenerTests {
  func endpoint(_ room: TestRoom) throws -> HostPort {
    try #require(room.device.staffAddress.flatMap(HostPort.init))
  }

  func status(_ room: TestRoom, as role: Role) async throws -> DeviceStatus {
    let target = RPCChannel.Target.tcp(
      try endpoint(room), try room.identity(role).clientSecurity, serverName: TLSIdentity.deviceHostName)
    return try await RPCChannel.with(target, peer: "the device") { channel in
      try await channel.unary(ControlMethods.getStatus, .init(), deadline: .seconds(5)).status
    }
  }

  @Test func staffReachTheDeviceAndOthersDoNot() async throws {
    try await TestRoom.with(listen: "127.0.0.1:0") { room in
      try await room.eventually("staff reach the device") {
        (try? await status(room, as: .staff).name) == "Room 1"
      }
      await #expect(throws: KioskError.self) { try await status(room, as: .coordinator) }
      let target = RPCChannel.Target.tcp(
        try endpoint(room), try room.identity(.staff).clientSecurity, serverName: TLSIdentity.deviceHostName)
      // Nobody captures over a network.
      await #expect(throws: KioskError.self) {
        try await RPCChannel.with(target, peer: "the device") { channel in
          try await channel.unary(CaptureMethods.getWhatsOn, .init(), deadline: .seconds(5))
        }
      }
    }
  }

  @Test func itBeginsAnewWithARenewedCertificate() async throws {
    try await TestRoom.with(listen: "127.0.0.1:0") { room in
      try await room.eventually("staff reach the device") {
        (try? await status(room, as: .staff)) != nil
      }
      try await room.enrol()
      try await room.eventually("staff reach the device again") {
        (try? await status(room, as: .staff).name) == "Room 1"
      }
    }
  }

  @Test func staffWhoWereRevokedAreRefused() async throws {
    try await TestRoom.with(listen: "127.0.0.1:0") { room in
      try await room.eventually("staff reach the device") {
        (try? await status(room, as: .staff)) != nil
      }
      _ = try await room.atStore(as: .staff) { try await $0.unary(EnrolmentMethods.revoke, .init(name: "staff")) }
      try await room.eventually("the device knows") {
        do { _ = try await status(room, as: .staff) } catch let error as KioskError {
          return error.code == .unauthenticated
        }
        return false
      }
    }
  }
}

@Suite struct RenewalTests {
  @Test func aCertificateIsRenewedInItsLastThird() {
    let validity: (from: Int64, until: Int64) = (from: 0, until: 300)
    #expect(!Follower.isDue(validity, now: 199))
    #expect(Follower.isDue(validity, now: 200))
    #expect(Follower.isDue(validity, now: 400))
  }

  @Test func theDeviceGoesOnWithItsNewCertificate() async throws {
    try await TestRoom.with { room in
      let before = try #require(room.device.device.identity).certificate
      let target = RPCChannel.Target.tcp(
        HostPort(room.store.address)!, try #require(room.device.device.identity).clientSecurity,
        serverName: TLSIdentity.storeHostName)
      let device = room.device.device
      try await RPCChannel.with(target, peer: "the store") { channel in
        try await Enroller(device: device, group: .singleton).renew(over: channel)
      }
      #expect(try #require(room.device.device.identity).certificate != before)
      try await room.submit("All transitions are fully scaffolded and resourced")
      try await room.eventually("it is delivered") { room.device.queue.level.queued == 0 }
    }
  }

  @Test func aPackOfTheStoreComesDownToTheDevice() async throws {
    try await TestRoom.with { room in
      var pack = try TestRoom.pack()
      pack.revision = 2
      let file = try SignedPack(pack, signedBy: room.packKey).fileBytes()
      _ = try await room.atStore(as: .coordinator) {
        try await $0.unary(CollectionMethods.publishPack, .init(signedPack: file))
      }
      try await room.eventually("the pack is loaded") { room.device.device.state.value.pack?.pack.revision == 2 }
    }
  }
}
