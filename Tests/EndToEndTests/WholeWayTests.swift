import KioskCore
import KioskRPC
import Testing

/// The programs as they are shipped, from a device's socket to a coordinator.
struct WholeWayTests {
  @Test(.timeLimit(.minutes(10))) func whatIsSaidReachesACoordinator() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      try await device.submit()
      try await device.submit()
      try await device.drain()
      let collection = try await store.collect()
      #expect(collection.words.count == 2)
      world.ledger.check(recovered: collection.words, "at the coordinator")
      #expect(try await device.daemon.stop() == .code(0))
      #expect(try await store.daemon.stop() == .code(0))
    }
  }
}
