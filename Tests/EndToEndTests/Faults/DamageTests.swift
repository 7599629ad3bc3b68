import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store
@testable import kioskd

/// Files are damaged, missing, or somebody else's.
struct DamageTests {
  /// Where a bit turns over in the database.
  enum Place: String, CaseIterable {
    case seal, header, digest, state, page

    /// From the beginning of an envelope.
    var offset: Int {
      switch self {
      case .seal: 2000
      case .header: 30
      case .digest: -20
      case .state: -40
      case .page: 0
      }
    }
  }

  /// Fault 9: one envelope is set aside and reported, and the rest flows.
  @Test(.timeLimit(.minutes(10)), arguments: Place.allCases)
  func aBitTurnsOver(_ place: Place) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, capacity: 64, minimum: 1000)
      await device.load(count: 20)
      try await device.daemon.stop()
      let path = device.files.queue
      var bytes = try AtomicFile.read(path, maximum: .max)
      let envelope = try #require(
        stride(from: 0, to: bytes.count - 4, by: 1).first { Array(bytes[$0..<$0 + 4]) == Array("KENV".utf8) })
      // The page's first byte says what kind of page it is; the other places count from the envelope.
      let offset = place == .page ? envelope - envelope % 8192 : envelope + place.offset
      bytes[offset] ^= 0x10
      try Data(bytes).write(to: URL(fileURLWithPath: path))

      try await device.daemon.start()
      // The state is written eight times, and the digest says that the envelope is whole.
      let isLost = place != .state
      await device.flush()
      try await eventually("nothing waits but what is damaged") { try await device.status.queued == 0 }
      #expect(try await device.status.quarantined == (isLost ? 1 : 0))
      let words = try await store.collect().words
      #expect(Set(words).count == (isLost ? 19 : 20))
      #expect(Set(words).isSubset(of: world.ledger.acknowledged))
      let findings = try await device.call { try await $0.unary(ControlMethods.diagnose, .init()).findings }
      #expect(findings.first { $0.check == "queue.set-aside" }?.severity == (isLost ? .warning : .ok))

      try await device.submit()
      try await device.drain()
      #expect(try await store.collect().words.count == words.count + 1)
    }
  }

  /// Fault 10: a provisioned device without its queue stops and says so, and never begins a fresh one.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      (gone: ["queue.db"], says: "the queue of this device is missing"),
      (["queue.db-wal"], "the queue of this device is missing"),
      (["queue.db", "queue.db-wal"], "the queue of this device is missing"),
      (["drawings.db"], "the queue for drawings of this device is missing"),
      (["drawings.db", "drawings.db-wal"], "the queue for drawings of this device is missing"),
    ])
  func aQueueThatIsMissingIsNeverAFreshOne(gone: [String], says: String) async throws {
    try await World.with { world in
      let device = try await strippedDevice(in: world, of: gone)
      let before = try world.files(in: device.files.directory)
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains(says), "\(failure)")
      #expect(try world.files(in: device.files.directory) == before, "something was made or changed")
      #expect(!AtomicFile.exists(device.socket) || !device.daemon.isRunning)

      try world.putBack(gone, in: device.files.directory)
      try await device.daemon.start()
      #expect(try await device.status.queued == 5)
    }
  }

  /// An empty database is no fresh queue either.
  @Test(.timeLimit(.minutes(10)), arguments: ["queue.db", "drawings.db", "device.json"])
  func anEmptyFileIsNoFreshOne(_ name: String) async throws {
    try await World.with { world in
      let device = try await strippedDevice(in: world, of: [name])
      try AtomicFile.write([], to: "\(device.files.directory)/\(name)")
      let before = try world.files(in: device.files.directory)
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("empty") || failure.output.contains("damaged"), "\(failure)")
      #expect(try world.files(in: device.files.directory) == before, "something was made or changed")
      try world.putBack([name], in: device.files.directory)
      try await device.daemon.start()
      #expect(try await device.status.queued == 5)
    }
  }

  /// Fault 11: without the key that it was enrolled with, or without who it is, the device takes nothing.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      ("collection.pub", true), ("collection.pub", false), ("identity.key", false), ("identity.crt", false),
      ("authority.crt", false),
    ])
  func aKeyThatIsMissingOrSwappedStopsTheDevice(name: String, isSwapped: Bool) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      await device.load(count: 5)
      try await device.daemon.stop()
      let path = try device.enrolmentFile(name)
      let own = try AtomicFile.read(path)
      AtomicFile.remove(path)
      if isSwapped { try AtomicFile.write(try CollectionPrivateKey().publicKey.bytes, to: path) }
      let before = try world.files(in: device.files.directory)
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(
        failure.output.contains(isSwapped ? "not the one that this device was enrolled with" : name), "\(failure)")
      #expect(try world.files(in: device.files.directory) == before, "something was made or changed")

      try AtomicFile.write(own, to: path)
      try await device.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// With another device's key or certificate it cannot show who it is. What is said is kept until it can.
  @Test(.timeLimit(.minutes(10)), arguments: ["identity.key", "identity.crt"])
  func aStrangersIdentityPausesDeliveryOnly(_ name: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      let other = try await Device.start(in: world, enrolledAt: store, named: "other")
      try await device.daemon.stop()
      let path = try device.enrolmentFile(name)
      let own = try AtomicFile.read(path)
      try AtomicFile.write(try AtomicFile.read(try other.enrolmentFile(name)), to: path)
      try await device.daemon.start()
      await device.load(count: 5)
      await device.flush()
      #expect(try await device.status.queued == 5)
      #expect(try await !device.status.linkError.isEmpty)
      try await device.daemon.stop()
      try AtomicFile.write(own, to: path)
      try await device.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// A store without its database, its authority or its keys does not start, and makes nothing in their place.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: ["store.db", "authority.crt", "authority.key", "collection.pub", "pack-signing.pub"])
  func aStoreThatMissesAFileStops(_ name: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.make(in: world)
      try world.takeAway([name], from: store.files.directory)
      let before = try world.files(in: store.files.directory)
      let failure = try await store.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("kiosk-store: "), "\(failure)")
      #expect(try world.files(in: store.files.directory) == before, "something was made or changed")
      try world.putBack([name], in: store.files.directory)
      try await store.daemon.start()
    }
  }

  /// A stopped device with five contributions, some of whose files were taken away.
  private func strippedDevice(in world: World, of names: [String]) async throws -> Device {
    let store = try await StoreServer.start(in: world)
    let device = try await Device.start(in: world, enrolledAt: store, capacity: 64, minimum: 1000)
    await device.load(count: 5)
    try await device.daemon.stop()
    try world.takeAway(names, from: device.files.directory)
    return device
  }
}

extension World {
  /// Every file under a directory with its contents' hash value.
  func files(in directory: String) throws -> [String: Int] {
    var found: [String: Int] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: directory) {
      found[name] = (try? AtomicFile.read("\(directory)/\(name)", maximum: .max))?.hashValue ?? 0
    }
    return found
  }

  /// Puts files aside.
  func takeAway(_ names: [String], from folder: String) throws {
    for name in names { try FileManager.default.moveItem(atPath: "\(folder)/\(name)", toPath: "\(directory)/\(name)~") }
  }

  /// Puts them back.
  func putBack(_ names: [String], in folder: String) throws {
    for name in names {
      AtomicFile.remove("\(folder)/\(name)")
      try FileManager.default.moveItem(atPath: "\(directory)/\(name)~", toPath: "\(folder)/\(name)")
    }
  }
}
