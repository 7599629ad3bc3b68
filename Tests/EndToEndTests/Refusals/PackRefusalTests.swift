import Crypto
import GRPCCore
import KioskCore
import KioskRPC
import Testing

/// Packs that a device does not take. The one that it has stays, on the screen and on the disk.
struct PackRefusalTests {
  @Test(.timeLimit(.minutes(10))) func aWrongPackChangesNothing() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      let digest = try await device.whatsOn.packDigest
      let good = try world.packFile(revision: 2)
      let strangersKey = Curve25519.Signing.PrivateKey()
      var laterFormat = good
      laterFormat[1] = 2
      var altered = good
      altered[20] ^= 1
      var resigned = good
      resigned[resigned.count - 60] ^= 1
      let cases: [(String, [UInt8], RPCError.Code, String?)] = [
        ("nothing", [], .invalidArgument, "invalid"), ("noise", RandomBytes.make(500), .invalidArgument, "invalid"),
        ("cut off", Array(good.dropLast(10)), .invalidArgument, "invalid"),
        ("altered", altered, .invalidArgument, "invalid"),
        ("a bad signature", resigned, .invalidArgument, "invalid"),
        (
          "an untrusted signer", try SignedPack(World.pack(revision: 2), signedBy: strangersKey).fileBytes(),
          .permissionDenied, "denied"
        ),
        ("a later format", laterFormat, .failedPrecondition, "too-new"),
        ("no pack inside", try world.sign(Proto.field(1, "no title")), .invalidArgument, "invalid"),
        ("not even protobuf inside", try world.sign([0xFF, 0xFF]), .invalidArgument, "invalid"),
        ("longer than a pack may be", [UInt8](repeating: 0, count: (1 << 20) + 1), .invalidArgument, "invalid"),
      ]
      #expect(good[0] == 8, "the format stands in front")
      try await RawClient.with(socket: device.socket) { client in
        for (name, file, code, error) in cases {
          let status = await client.call(ControlMethods.service, "LoadPack", [Proto.field(1, file)]).status
          #expect(status?.code == code, "\(name)")
          #expect(status?.kioskError == error, "\(name)")
        }
      }
      #expect(try await device.whatsOn.packDigest == digest)
      await device.daemon.kill()
      try await device.daemon.start()
      #expect(try await device.whatsOn.packDigest == digest)
      try await device.loadPack(good)
      #expect(try await device.whatsOn.packDigest != digest)
    }
  }

  /// Before it is enrolled a device trusts nobody's packs.
  @Test(.timeLimit(.minutes(10))) func aNewDeviceTrustsNobody() async throws {
    try await World.with { world in
      let device = try Device.make(in: world)
      try await device.daemon.start()
      let error = await #expect(throws: KioskError.self) { try await device.loadPack(try world.packFile()) }
      #expect(error?.code == .notReady)
    }
  }

  /// A pack that a coordinator publishes comes down to the devices by itself.
  @Test(.timeLimit(.minutes(10))) func aPublishedPackComesDown() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      let before = try await device.whatsOn.packDigest
      let file = try world.packFile(revision: 3)
      let published = try await store.call(as: .coordinator) { channel in
        try await channel.unary(CollectionMethods.publishPack, PublishPackRequest(signedPack: file)).packDigest
      }
      #expect(published != before)
      try await eventually("the pack came down") { try await device.whatsOn.packDigest == published }
    }
  }
}

extension World {
  /// A pack file around any bytes, signed by this world's key.
  func sign(_ pack: [UInt8]) throws -> [UInt8] {
    let signature = try packKey.signature(for: Array("kiosk.v1 pack\0".utf8) + pack)
    return [8, 1] + Proto.field(2, pack) + Proto.field(3, Array(signature))
      + Proto.field(4, Array(packKey.publicKey.rawRepresentation))
  }
}
