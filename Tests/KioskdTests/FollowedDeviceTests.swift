import Crypto
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store

/// What is news to a device, and what is not.
@Suite struct FollowedDeviceTests {
  private let key = Curve25519.Signing.PrivateKey()
  private let serial: [UInt8] = [1]

  private func pack(_ revision: UInt32) throws -> Downlink.PassedFile {
    var pack = try TestRoom.pack()
    pack.revision = revision
    return try .init(.pack, file: try SignedPack(pack, signedBy: key).fileBytes())
  }

  @Test func itIsToldOnceAndThenOfChangesThatConcernIt() throws {
    let (general, own, others) = (try pack(1), try pack(2), try pack(3))
    let (ward, hall) = (Room(stored: "Ward 2"), Room(stored: "Hall"))
    var device = FollowedDevice(serial: serial, packDigest: [])
    var downlink = Downlink()
    #expect(device.news(in: downlink) == .init())
    #expect(device.news(in: downlink) == nil)
    downlink.packs[.nowhere] = general
    #expect(device.news(in: downlink) == .init(signedPack: general.file))
    downlink.packs[hall] = others
    downlink.rooms[[2]] = hall
    #expect(device.news(in: downlink) == nil)
    downlink.packs[ward] = own
    #expect(device.news(in: downlink) == nil)
    downlink.rooms[serial] = ward
    #expect(device.news(in: downlink) == .init(signedPack: own.file))
    downlink.packs[.nowhere] = others
    #expect(device.news(in: downlink) == nil)
    downlink.revoked = [[9]]
    #expect(device.news(in: downlink) == .init(revokedSerials: [[9]]))
    downlink.packs[ward] = nil
    #expect(device.news(in: downlink) == .init(signedPack: others.file, revokedSerials: [[9]]))
    downlink.packs[.nowhere] = nil
    #expect(device.news(in: downlink) == nil)
    // A room without a pack of its own, and the pack that it has: nothing.
    downlink.rooms[serial] = hall
    #expect(device.news(in: downlink) == nil)
  }

  @Test func aPackThatItHasIsNotSentAgain() throws {
    let general = try pack(1)
    var device = FollowedDevice(serial: serial, packDigest: general.digest)
    #expect(device.news(in: Downlink(packs: [.nowhere: general])) == .init())
  }

  private func feedback(_ revision: UInt32) throws -> Downlink.PassedFile {
    try .init(.feedback, file: try SignedFeedback(TestRoom.feedback(revision), signedBy: key).fileBytes())
  }

  @Test func feedbackOfItsRoomIsNewsAndSoIsNone() throws {
    let (general, own) = (try feedback(1), try feedback(2))
    let ward = Room(stored: "Ward 2")
    var device = FollowedDevice(serial: serial, packDigest: [])
    var downlink = Downlink(feedback: [ward: own])
    #expect(device.news(in: downlink) == .init())
    downlink.rooms[serial] = ward
    #expect(device.news(in: downlink) == .init(signedFeedback: own.file))
    #expect(device.news(in: downlink) == nil)
    downlink.feedback[.nowhere] = general
    #expect(device.news(in: downlink) == nil)
    downlink.feedback[ward] = nil
    #expect(device.news(in: downlink) == .init(signedFeedback: general.file))
    downlink.feedback = [:]
    #expect(device.news(in: downlink) == .init(hasNoFeedback: true))
    #expect(device.news(in: downlink) == nil)
  }

  @Test func feedbackThatItShowsIsNotSentAgainAndIsTakenOffWhereThereIsNone() throws {
    let general = try feedback(1)
    var device = FollowedDevice(serial: serial, packDigest: [], feedbackDigest: general.digest)
    #expect(device.news(in: Downlink(feedback: [.nowhere: general])) == .init())
    var other = FollowedDevice(serial: serial, packDigest: [], feedbackDigest: general.digest)
    #expect(other.news(in: Downlink()) == .init(hasNoFeedback: true))
  }

  @Test func roomsAreComparedAsTheDatabaseDoes() {
    #expect(Room(stored: "R\u{f9}m") != Room(stored: "Ru\u{300}m"))
    #expect(Set([Room(stored: "R\u{f9}m"), Room(stored: "Ru\u{300}m"), Room(stored: "R\u{f9}m")]).count == 2)
    #expect(Room(stored: "") == .nowhere)
  }
}
