import KioskCore
import KioskRPC
import NIOPosix
import Testing

@testable import kiosk_store
@testable import kioskd

/// Each device is passed the pack of its room.
@Suite struct RoomTests {
  @Test func devicesArePassedTheirRoomsPackElseTheGeneralOne() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let ward = try await room.device("Kiosk 1", in: "Ward 2")
      let hall = try await room.device("Kiosk 2")
      try await room.following([ward, hall]) {
        let general = try await room.publish(1)
        try await room.eventually("both have the general pack") { ward.revision == 1 && hall.revision == 1 }
        let own = try await room.publish(2, for: "Ward 2")
        #expect(own == (try SignedPack.open(try room.packFile(2), trusting: nil).signed.digest))
        try await room.eventually("the ward has its own") { ward.revision == 2 }
        // Another general pack is for the hall only.
        let later = try await room.publish(3)
        try await room.eventually("the hall has the later one") { hall.revision == 3 }
        #expect(ward.revision == 2)
        #expect(try await room.publish(PublishPackRequest(room: "Ward 2", isWithdrawal: true)) == later)
        try await room.eventually("the general pack counts in the ward") { ward.revision == 3 }
        #expect(later != general)
      }
    }
  }

  @Test func aMovedDeviceIsPassedThePackOfItsNewRoom() async throws {
    try await TestRoom.with(enrolled: false) { room in
      try await room.publish(1)
      try await room.publish(2, for: "Ward 2")
      try await room.publish(3, for: "Ward 3")
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      // It came with the enrolment.
      #expect(device.revision == 2)
      try await room.following([device]) {
        try await room.move("Kiosk 1", to: "Ward 3")
        try await room.eventually("it has the new room's pack") { device.revision == 3 }
        try await room.move("Kiosk 1", to: "")
        try await room.eventually("it has the general pack") { device.revision == 1 }
      }
    }
  }

  @Test func whatIsForOthersIsNotSent() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      let other = try await room.device("Kiosk 2", in: "Ward 3")
      try await room.publish(1)
      let general = try room.packFile(1)
      let own = try room.packFile(4)
      try await room.hearing(device) { heard in
        try await room.eventually("it is told at once") { heard.messages.count == 1 }
        try await room.hearing(other) { others in
          try await room.publish(2, for: "Ward 3")
          try await room.eventually("the other is told") { others.messages.last?.signedPack == (try room.packFile(2)) }
        }
        try await room.move("Kiosk 2", to: "Ward 4")
        try await room.publish(1)
        try await Task.sleep(for: .milliseconds(300))
        #expect(heard.messages.map(\.signedPack) == [general])
        try await room.publish(4, for: "Ward 2")
        try await room.eventually("it is told of its own pack") { heard.messages.count == 2 }
        try await room.publish(5)
        // Whom the store lets in no more concerns everybody; no pack goes with it.
        _ = try await room.atStore(as: .staff) { try await $0.unary(EnrolmentMethods.revoke, .init(name: "Kiosk 2")) }
        try await room.eventually("it is told of the ended certificate") { heard.messages.count == 3 }
        #expect(heard.messages.map(\.signedPack) == [general, own, []])
        #expect(heard.messages.map(\.revokedSerials.count) == [0, 0, 1])
      }
    }
  }

  @Test func theFleetSaysWhichRoomADeviceIsIn() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      try await room.enrol(device, "Kiosk 1", in: "Ward 3")
      try await room.move("Kiosk 1", to: "Ward 4")
      let fleet = try await room.fleet()
      // The ended certificate's record stays as it was.
      let kiosks = fleet.filter { $0.role == "kiosk" }
      #expect(kiosks.filter(\.isRevoked).map(\.room) == ["Ward 2"])
      #expect(kiosks.filter { !$0.isRevoked }.map(\.room) == ["Ward 4"])
      #expect(fleet.filter { $0.role != "kiosk" }.allSatisfy { $0.room.isEmpty })
    }
  }

  @Test func aRenewedCertificateIsInTheSameRoom() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      try await room.publish(1)
      try await room.publish(2, for: "Ward 2")
      _ = try await room.store.store.change { connection throws(KioskError) in
        try connection.statement("UPDATE certificate SET last_day = ?").bind(1, Day.now / 86_400 + 1).run()
      }
      try await room.atStore(as: device) { channel in
        try await Enroller(device: device, group: .singleton).renew(over: channel)
      }
      #expect(try await room.fleet().filter { $0.role == "kiosk" }.map(\.room) == ["Ward 2", "Ward 2"])
      let own = try room.packFile(2)
      try await room.hearing(device) { heard in
        try await room.eventually("it is told") { heard.messages.map(\.signedPack) == [own] }
        try await room.move("Kiosk 1", to: "")
        try await room.eventually("it was moved as well") { heard.messages.count == 2 }
      }
    }
  }
}
