import Foundation
import KioskCore
import KioskRPC
import NIOPosix
import Synchronization
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
      let invitation = try await room.invite()
      _ = try await room.atStore(as: .staff) { try await $0.unary(EnrolmentMethods.revoke, .init(name: "staff")) }
      try await room.eventually("the device knows") {
        do { _ = try await status(room, as: .staff) } catch let error as KioskError {
          return error.code == .unauthenticated
        }
        return false
      }
      // It is written down: after a restart without a network they are refused as well.
      let revoked = room.device.device.state.value.revoked
      #expect(!revoked.isEmpty)
      try await room.eventually("it is written down") {
        try Device(directory: room.directory + "/device", queueCapacity: 1).state.value.revoked == revoked
      }
      // So it is after another enrolment with the same store.
      let request = EnrolRequest(invitation: invitation, enrolmentAddress: room.store.enrolmentAddress)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, request) }
      #expect(room.device.device.state.value.revoked.isSuperset(of: revoked))
    }
  }

  /// They had been let in before.
  @Test func staffWhoWatchWhenTheyAreRevokedHearNoMore() async throws {
    try await TestRoom.with(minimum: 1000, listen: "127.0.0.1:0") { room in
      try await room.eventually("staff reach the device") {
        (try? await status(room, as: .staff)) != nil
      }
      let target = RPCChannel.Target.tcp(
        try endpoint(room), try room.identity(.staff).clientSecurity, serverName: TLSIdentity.deviceHostName)
      let heard = Atomic<UInt32>(0)
      let watching = Task {
        try await RPCChannel.with(target, peer: "the device") { channel in
          try await channel.serverStream(ControlMethods.watchEvents, .init(), deadline: .seconds(30)) { event in
            heard.store(event.status.queued + 1, ordering: .relaxed)
          }
        }
      }
      try await room.eventually("they watch") { heard.load(ordering: .relaxed) == 1 }
      let serials = Set(try await room.store.store.fleet().filter { $0.role == "staff" }.map(\.serial))
      room.device.device.state.update { $0.revoked = serials }
      try await room.submit("Better working together")
      let error = await #expect(throws: KioskError.self) { try await watching.value }
      #expect(error?.code == .unauthenticated)
      #expect(heard.load(ordering: .relaxed) == 1)
    }
  }

  @Test func aDamagedListOfEndedCertificatesLetsNobodyInAndStopsNobodyFromSpeaking() async throws {
    try await TestRoom.with { room in
      // A copy: the device itself goes on hearing from its store.
      let directory = room.directory + "/copy"
      try FileManager.default.copyItem(atPath: room.directory + "/device", toPath: directory)
      let record = room.device.device.state.value.record
      let files = try #require(DeviceFiles(directory: directory).enrolment(record))
      try AtomicFile.write(Array("zz\n".utf8), to: files.revoked)
      let again = try Device(directory: directory, queueCapacity: 1)
      #expect(again.state.value.isRevocationUnknown)
      #expect(again.state.value.key != nil)
      try again.refuse([[1, 2]])
      #expect(!again.state.value.isRevocationUnknown)
      #expect(try Device(directory: directory, queueCapacity: 1).state.value.revoked == [[1, 2]])
    }
  }

  @Test func aDirectoryWithoutItsRecordIsNotTakenForANewOne() async throws {
    try await TestRoom.with { room in
      let directory = room.directory + "/device"
      let folder = try #require(room.device.device.files.enrolment(room.device.device.state.value.record)).directory
      AtomicFile.remove(directory + "/device.json")
      let error = #expect(throws: KioskError.self) { try Device(directory: directory, queueCapacity: 1) }
      #expect(error?.code == .notFound)
      #expect(AtomicFile.exists(folder + "/identity.key"))
    }
  }

  @Test func whatAnInterruptedEnrolmentLeftIsRemoved() async throws {
    try await TestRoom.with { room in
      let directory = room.directory + "/device"
      let leftover = directory + "/enrolment-00000000"
      try AtomicFile.makeDirectory(leftover)
      try AtomicFile.write([1], to: leftover + "/identity.key")
      let again = try Device(directory: directory, queueCapacity: 1)
      #expect(!AtomicFile.exists(leftover))
      #expect(again.identity?.certificate == room.device.device.identity?.certificate)
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

  /// Makes the store believe that certificates end in some days.
  private func shorten(_ room: TestRoom, to days: Int64) async throws {
    _ = try await room.store.store.change { connection throws(KioskError) in
      try connection.statement("UPDATE certificate SET last_day = ?").bind(1, Day.now / 86_400 + days).run()
    }
  }

  private func renew(_ room: TestRoom) async throws {
    let target = RPCChannel.Target.tcp(
      HostPort(room.store.address)!, try #require(room.device.device.identity).clientSecurity,
      serverName: TLSIdentity.storeHostName)
    let device = room.device.device
    try await RPCChannel.with(target, peer: "the store") { channel in
      try await Enroller(device: device, group: .singleton).renew(over: channel)
    }
  }

  /// 182 days are half of its time.
  @Test func itIsRenewedInItsLastHalfAndNotBefore() async throws {
    try await TestRoom.with { room in
      let before = try #require(room.device.device.identity).certificate
      for days: Int64 in [364, 183] {
        try await shorten(room, to: days)
        let error = await #expect(throws: KioskError.self) { try await renew(room) }
        #expect(error?.code == .conflict)
      }
      #expect(try #require(room.device.device.identity).certificate == before)
      try await shorten(room, to: 182)
      try await renew(room)
      #expect(try #require(room.device.device.identity).certificate != before)
    }
  }

  /// Four of a day: an answer that is lost is no reason to be locked out, and a full disk none to go on for ever.
  @Test func renewalsOfADayAreBounded() async throws {
    try await TestRoom.with { room in
      try await shorten(room, to: 1)
      let target = RPCChannel.Target.tcp(
        HostPort(room.store.address)!, try #require(room.device.device.identity).clientSecurity,
        serverName: TLSIdentity.storeHostName)
      try await RPCChannel.with(target, peer: "the store") { channel in
        func renew() async throws(KioskError) {
          let request = RenewRequest(certificateRequest: try DeviceKey().certificateRequest())
          _ = try await channel.unary(EnrolmentMethods.renew, request)
        }
        for _ in 0..<4 { try await renew() }
        let error = await #expect(throws: KioskError.self) { try await renew() }
        #expect(error?.code == .conflict)
      }
    }
  }

  @Test func anEndedCertificateIsNotRenewed() async throws {
    try await TestRoom.with { room in
      try await shorten(room, to: 1)
      _ = try await room.store.store.change { connection throws(KioskError) in
        try connection.statement("UPDATE certificate SET revoked = 1").run()
      }
      // The listener has not heard of it, as in the moment between two calls.
      let error = await #expect(throws: KioskError.self) { try await renew(room) }
      #expect(error?.code == .unauthenticated)
    }
  }

  @Test func theDeviceGoesOnWithItsNewCertificate() async throws {
    try await TestRoom.with { room in
      try await shorten(room, to: 1)
      let before = try #require(room.device.device.identity).certificate
      try await renew(room)
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
