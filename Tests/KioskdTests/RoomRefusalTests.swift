import Crypto
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store
@testable import kioskd

/// What is not taken about rooms, and from whom.
@Suite struct RoomRefusalTests {
  func code(_ body: () async throws -> Void) async -> KioskError.Code? {
    do { try await body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  /// 64 bytes, not characters.
  @Test(arguments: [
    (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
    (String(repeating: "\u{f9}", count: 32), true), (String(repeating: "\u{f9}", count: 33), false),
    ("", true), (" x", false), ("a/b", false),
  ])
  func aRoomsNameIsLikeADevices(_ name: String, isGood: Bool) async throws {
    try await TestRoom.with(enrolled: false) { room in
      let expected: KioskError.Code? = isGood ? nil : .invalid
      _ = try await room.device("Kiosk 1")
      #expect(await code { _ = try await room.invite("Kiosk 2", to: name) } == expected)
      #expect(await code { try await room.publish(1, for: name) } == expected)
      #expect(await code { try await room.move("Kiosk 1", to: name) } == expected)
    }
  }

  @Test func onlyTheirRolesMoveAndPublish() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      #expect(await code { try await room.move("Kiosk 1", to: "Ward 3", as: .coordinator) } == .denied)
      #expect(await code { try await room.publish(1, for: "Ward 2", as: .staff) } == .denied)
      let withdrawal = PublishPackRequest(room: "Ward 2", isWithdrawal: true)
      #expect(await code { try await room.publish(withdrawal, as: .staff) } == .denied)
      let found = await code {
        _ = try await room.atStore(as: device) {
          try await $0.unary(EnrolmentMethods.moveDevice, .init(name: "Kiosk 1", room: "Ward 3"))
        }
      }
      #expect(found == .denied)
      #expect(try await room.fleet().filter { $0.role == "kiosk" }.map(\.room) == ["Ward 2"])
    }
  }

  @Test func onlyADeviceWhoseCertificateHoldsIsMoved() async throws {
    try await TestRoom.with(enrolled: false) { room in
      _ = try await room.device("Kiosk 1", in: "Ward 2")
      for name in ["nobody", "", "staff", "coordinator"] {
        #expect(await code { try await room.move(name, to: "Ward 3") } == .notFound)
      }
      _ = try await room.atStore(as: .staff) { try await $0.unary(EnrolmentMethods.revoke, .init(name: "Kiosk 1")) }
      #expect(await code { try await room.move("Kiosk 1", to: "Ward 3") } == .notFound)
    }
  }

  @Test func onlyARoomsOwnPackIsWithdrawn() async throws {
    try await TestRoom.with(enrolled: false) { room in
      try await room.publish(1)
      #expect(await code { try await room.publish(PublishPackRequest(isWithdrawal: true)) } == .invalid)
      let none = PublishPackRequest(room: "Ward 2", isWithdrawal: true)
      #expect(await code { try await room.publish(none) } == .notFound)
      try await room.publish(2, for: "Ward 2")
      let both = PublishPackRequest(signedPack: try room.packFile(2), room: "Ward 2", isWithdrawal: true)
      #expect(await code { try await room.publish(both) } == .invalid)
      #expect(try await room.device("Kiosk 1", in: "Ward 2").revision == 2)
    }
  }

  /// Where no general pack is, a device goes on with the one it has.
  @Test func aWithdrawalWithoutAGeneralPackSendsNothing() async throws {
    try await TestRoom.with(enrolled: false) { room in
      try await room.publish(2, for: "Ward 2")
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      try await room.hearing(device) { heard in
        try await room.eventually("it is told at once") { heard.messages.count == 1 }
        let now = try await room.publish(PublishPackRequest(room: "Ward 2", isWithdrawal: true))
        #expect(now.isEmpty)
        try await room.publish(2)
        try await Task.sleep(for: .milliseconds(300))
        #expect(heard.messages.map(\.signedPack) == [[]])
      }
    }
  }

  @Test func aPackOfAStrangerIsNotPublishedForARoomEither() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let strange = try SignedPack(TestRoom.pack(), signedBy: .init()).fileBytes()
      #expect(await code { try await room.publish(.init(signedPack: strange, room: "Ward 2")) } == .denied)
      #expect(try await room.device("Kiosk 1", in: "Ward 2").revision == nil)
    }
  }
}
