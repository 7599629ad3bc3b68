import KioskCore
import KioskRPC
import Testing

/// There is no room: on the disk, or in the queue.
struct SpaceTests {
  /// Fault 6, on the device. All the space that captures take was reserved when the queue was made, so a neighbour who
  /// fills the disk does not stop them, nor the draining, nor a start.
  @Test(
    .enabled(if: SmallFileSystem.isPossible, "only root can make a file system that is small enough to fill"),
    .timeLimit(.minutes(10)))
  func aNeighbourFillsTheDevicesDisk() async throws {
    try await World.with { world in
      let disk = try await SmallFileSystem.mount(in: world, named: "disk", size: "6m")
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(
        in: world, enrolledAt: store, directory: disk.directory + "/device", capacity: 200, minimum: 1000)
      await device.load(count: 20)
      try disk.fill()

      let before = world.ledger.acknowledged.count
      await device.load(count: 60)
      let taken = world.ledger.acknowledged.count - before
      #expect(taken + world.ledger.refused.count == 60, "everybody is told what became of it")
      world.ledger.check(recovered: try await Recovered.queue(of: device), "on a full disk")

      let pack = try world.packFile(revision: 2)
      let error = await #expect(throws: KioskError.self) { try await device.loadPack(pack) }
      #expect(error?.code == .storage)
      #expect(error?.message.contains("disk is full") == true)
      #expect(try await device.whatsOn.activities.count == 1, "the pack from before is there")

      await device.daemon.kill()
      try await device.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")

      disk.free()
      try await device.loadPack(pack)
      try await device.submit()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// A device that cannot reserve its queue does not start, says why, and starts when there is room.
  @Test(
    .enabled(if: SmallFileSystem.isPossible, "only root can make a file system that is small enough to fill"),
    .timeLimit(.minutes(10)))
  func aNewDeviceNeedsRoomForItsWholeQueue() async throws {
    try await World.with { world in
      let disk = try await SmallFileSystem.mount(in: world, named: "disk", size: "4m")
      let device = try Device.make(in: world, directory: disk.directory + "/device", capacity: 1000)
      for _ in 0..<2 {
        let failure = try await device.daemon.startInVain()
        #expect(failure.exit == .code(69))
        #expect(failure.output.contains("the disk is full"), "\(failure)")
      }
      try device.daemon.set("queue_capacity", to: "100")
      try await device.daemon.start()
      #expect(try await device.status.capacity == 104)
    }
  }

  /// Fault 6, in the store: no receipt, a clear error at the device, and everything comes when there is room again.
  @Test(
    .enabled(if: SmallFileSystem.isPossible, "only root can make a file system that is small enough to fill"),
    .timeLimit(.minutes(10)))
  func aNeighbourFillsTheStoresDisk() async throws {
    try await World.with { world in
      let disk = try await SmallFileSystem.mount(in: world, named: "disk", size: "8m")
      let store = try await StoreServer.make(in: world, directory: disk.directory + "/store")
      try await store.daemon.start()
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      try disk.fill()
      await device.load(count: 100)
      let error = await #expect(throws: KioskError.self) {
        try await device.call { try await $0.unary(ControlMethods.flush, FlushRequest(), deadline: .seconds(30)) }
      }
      #expect(error?.code == .storage)
      #expect(error?.message == "the disk is full")
      #expect(try await device.status.linkError == "storage")
      let both = try await Recovered.store(store) + Recovered.queue(of: device)
      world.ledger.check(recovered: Array(Set(both)), "while the store's disk is full")
      #expect(try await store.call(as: .staff) { try await $0.isServing(deadline: .seconds(5)) })

      disk.free()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// Fault 7: the newest is refused, all old ones are kept, and staff see it.
  @Test(.timeLimit(.minutes(10))) func aFullQueueRefusesTheNewest() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, capacity: 10, minimum: 1000)
      await device.load(clients: 8, count: 30)
      #expect(world.ledger.acknowledged.count == 10)
      #expect(world.ledger.refused.count == 20)
      let error = await #expect(throws: KioskError.self) { try await device.submit() }
      #expect(error?.code == .full)

      let status = try await device.status
      #expect((status.queued, status.capacity) == (10, 14))
      #expect(try await !device.whatsOn.isAccepting)
      let findings = try await device.call { try await $0.unary(ControlMethods.diagnose, .init()).findings }
      let level = try #require(findings.first { $0.check == "queue.level" })
      #expect(level.severity == .error)

      await device.daemon.kill()
      try await device.daemon.start()
      try await device.drain()
      try await device.submit()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }
}
