import GRPCCore
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store
@testable import kioskd

/// Each call is open to just those who need it.
@Suite struct AccessTests {
  func code(_ body: () async throws -> Void) async -> KioskError.Code? {
    do { try await body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  @Test(arguments: [Role.staff, .coordinator]) func onlyDevicesDeliver(_ role: Role) async throws {
    try await TestRoom.with { room in
      let found = await code {
        try await room.atStore(as: role) { channel in
          try await channel.bidirectional(
            DeliveryMethods.deliver, sending: [DeliverRequest()], deadline: .seconds(5)
          ) { _ in }
        }
      }
      #expect(found == .denied)
    }
  }

  @Test func onlyCoordinatorsCollect() async throws {
    try await TestRoom.with { room in
      let found = await code {
        try await room.atStore(as: .staff) { channel in
          try await channel.serverStream(CollectionMethods.collect, CollectRequest(), deadline: .seconds(5)) { _ in }
        }
      }
      #expect(found == .denied)
    }
  }

  @Test func onlyStaffInvite() async throws {
    try await TestRoom.with { room in
      let found = await code {
        try await room.atStore(as: .coordinator) { channel in
          _ = try await channel.unary(EnrolmentMethods.createInvitation, CreateInvitationRequest(name: "x"))
        }
      }
      #expect(found == .denied)
    }
  }

  @Test func anInvitationIsGoodForOnce() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let request = EnrolRequest(
        invitation: try await room.invite(), enrolmentAddress: room.store.enrolmentAddress)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, request) }
      let found = await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, request) } }
      #expect(found == .denied)
    }
  }

  @Test func anInvitationToAnotherStoreIsNotSentToThisOne() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let foreign = Invitation(authorityFingerprint: [UInt8](repeating: 7, count: 32)).exposed
      let request = EnrolRequest(invitation: foreign, enrolmentAddress: room.store.enrolmentAddress)
      let found = await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, request) } }
      #expect(found == .unreachable)
      #expect(!room.device.device.state.value.isEnrolled)
    }
  }

  @Test func staffCannotEndCollection() async throws {
    try await TestRoom.with { room in
      let found = await code {
        try await room.atStore(as: .staff) {
          _ = try await $0.unary(EnrolmentMethods.revoke, .init(name: "coordinator"))
        }
      }
      #expect(found == .notFound)
      _ = try await room.collect()
    }
  }

  @Test func anotherCollectionKeyThanTheOneInsistedOnChangesNothing() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let wrong = EnrolRequest(
        invitation: try await room.invite(), enrolmentAddress: room.store.enrolmentAddress,
        collectionKeyFingerprint: [UInt8](repeating: 7, count: 32))
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, wrong) } } == .conflict)
      #expect(!room.device.device.state.value.isEnrolled)
      let short = EnrolRequest(
        invitation: try await room.invite(), enrolmentAddress: room.store.enrolmentAddress,
        collectionKeyFingerprint: [UInt8](repeating: 7, count: 15))
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, short) } } == .invalid)
      let right = EnrolRequest(
        invitation: try await room.invite(), enrolmentAddress: room.store.enrolmentAddress,
        collectionKeyFingerprint: Array(try room.collectionKey.publicKey.fingerprint.prefix(16)))
      #expect(await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, right) } } == nil)
    }
  }

  @Test func whatWaitsIsNotGivenToAnotherStore() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      try await TestRoom.with(enrolled: false) { other in
        try await room.submit("Better working together")
        let elsewhere = EnrolRequest(
          invitation: try await other.invite(), enrolmentAddress: other.store.enrolmentAddress)
        let found = await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, elsewhere) } }
        #expect(found == .conflict)
        #expect(room.device.queue.level.queued == 1)
        // The same store may be enrolled with again.
        try await room.enrol()
        _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
        let later = EnrolRequest(
          invitation: try await other.invite(), enrolmentAddress: other.store.enrolmentAddress)
        #expect(await code { _ = try await room.onDevice { try await $0.unary(ControlMethods.enrol, later) } } == nil)
      }
    }
  }

  @Test func aRevokedDeviceIsRefused() async throws {
    try await TestRoom.with { room in
      _ = try await room.atStore(as: .staff) { channel in
        try await channel.unary(EnrolmentMethods.revoke, RevokeRequest(name: "Room 1"))
      }
      try await room.submit("Systems support professionals")
      try await room.eventually("delivery is refused") {
        room.device.forwarder.lastError.value?.code == .unauthenticated
      }
      #expect(room.device.queue.level.queued == 1)
    }
  }

  @Test func aDeviceThatEnrolsAgainEndsItsEarlierCertificate() async throws {
    try await TestRoom.with { room in
      try await room.enrol()
      let fleet = try await room.atStore(as: .staff) { channel in
        try await channel.unary(CollectionMethods.listFleet, ListFleetRequest()).entries
      }
      #expect(fleet.filter { $0.role == "kiosk" }.map(\.isRevoked).sorted { !$0 && $1 } == [false, true])
    }
  }

  @Test(arguments: ["", " x", "x ", "a/b", String(repeating: "a", count: 65)])
  func namesThatCannotBeUsedAreRefused(_ name: String) async throws {
    try await TestRoom.with(enrolled: false) { room in
      #expect(await code { _ = try await room.invite(name) } == .invalid)
    }
  }

  @Test func anInvitationHoldsAMinuteToAWeek() async throws {
    try await TestRoom.with(enrolled: false) { room in
      #expect(await code { _ = try await room.invite(seconds: 59) } == .invalid)
      #expect(await code { _ = try await room.invite(seconds: 60) } == nil)
      #expect(await code { _ = try await room.invite(seconds: 604_800) } == nil)
      #expect(await code { _ = try await room.invite(seconds: 604_801) } == .invalid)
    }
  }
}

/// The collection key changes only between contributions.
@Suite struct SealingGateTests {
  private actor Order {
    var words: [String] = []
    func add(_ word: String) { words.append(word) }
  }

  @Test func aChangeWaitsForWhatIsUnderWayAndKeepsOthersOut() async throws {
    let gate = SealingGate()
    let (finish, finished) = AsyncStream.makeStream(of: Void.self)
    let order = Order()
    await withTaskGroup(of: Void.self) { tasks in
      let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
      tasks.addTask {
        try? await gate.run { () async throws(KioskError) in
          hasBegun.finish()
          for await _ in finish {}
          await order.add("queued")
        }
      }
      for await _ in begun {}
      tasks.addTask {
        try? await gate.pausing { () throws(KioskError) in }
        await order.add("changed")
      }
      var code: KioskError.Code?
      while code == nil {
        do throws(KioskError) { try await gate.run { () async throws(KioskError) in } } catch { code = error.code }
        await Task.yield()
      }
      #expect(code == .notReady)
      finished.finish()
    }
    #expect(await order.words == ["queued", "changed"])
    try await gate.run { () async throws(KioskError) in }
  }
}
