import KioskCore
import KioskRPC
import Testing

/// The power is cut under a program: what was not flushed is gone, and often what was not is there all the same.
@Suite(
  .enabled(if: PowerCutFileSystem.isPossible, "only root, with loop devices, can make a disk whose power can be cut"))
struct PowerCutTests {
  /// Fault 2: right behind an acknowledgement. The daemon runs on for a moment, without its disk: it must not
  /// acknowledge anything then.
  @Test(.timeLimit(.minutes(10))) func whatADeviceAcknowledgedSurvives() async throws {
    try await World.with { world in
      let disk = try await PowerCutFileSystem.mount(in: world)
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(
        in: world, enrolledAt: store, directory: disk.directory + "/device", capacity: 1000, drawings: 100,
        minimum: 1000)
      try await device.daemon.stop()

      for cut in 0..<Scale.cuts {
        try await device.daemon.start()
        let target = world.ledger.acknowledged.count + 4 + cut % 12
        let cutting = Once()
        await device.load(clients: 1 + cut % 5) { count in
          guard count >= target, cutting.begin() else { return }
          try? await device.daemon.loses(disk)
        }
        #expect(try await device.daemon.ended() == .signal(9))
        try await disk.restore()
        world.ledger.check(recovered: try await Recovered.queue(of: device), "after power cut \(cut)")
      }
      try await device.finish(at: store)
    }
  }

  /// Fault 3: at the k-th write of a start, a commit, a checkpoint or the tidying up; all of it lost that was not
  /// flushed, or none.
  @Test(
    .enabled(if: Injection.isPossible, "strace cannot stop a program at a write here"), .timeLimit(.minutes(10)))
  func aDeviceSurvivesACutAtAnyWrite() async throws {
    try await World.with { world in
      let disk = try await PowerCutFileSystem.mount(in: world)
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(
        in: world, enrolledAt: store, directory: disk.directory + "/device", capacity: 1000, drawings: 100,
        minimum: 1000)
      try await device.daemon.stop()

      for (cut, k) in Scale.spread(Scale.cuts, from: 3, over: 80).enumerated() {
        try device.daemon.launch(under: .stop(behind: "pwrite64", k))
        try await eventually("it is ready, or stopped while it started") {
          device.daemon.notify.words.contains("READY=1") || device.daemon.isStopped
        }
        async let load: Void = device.load()
        try await eventually("it is stopped") { device.daemon.isStopped }
        if cut % 2 == 1 { try await disk.flush() }
        disk.cut()
        await device.daemon.kill()
        await load
        try await disk.restore()
        world.ledger.check(recovered: try await Recovered.queue(of: device), "after a power cut at write \(k)")
      }
      try await device.finish(at: store)
    }
  }

  /// Fault 22: under the store. Every receipt is durable.
  @Test(.timeLimit(.minutes(10))) func whatTheStoreReceiptedSurvives() async throws {
    try await World.with { world in
      let disk = try await PowerCutFileSystem.mount(in: world)
      let store = try await StoreServer.make(in: world, directory: disk.directory + "/store")
      try await store.daemon.start()
      let courier = try await Courier.enrolled(at: store, in: world)
      for cut in 0..<Scale.cuts {
        if !store.daemon.isRunning { try await store.daemon.start() }
        while courier.waiting < 40 { try courier.seal() }
        let target = world.ledger.acknowledged.count + 1 + cut % 16
        let cutting = Once()
        _ = try? await courier.deliver(64) { _ in
          guard world.ledger.acknowledged.count >= target else { return }
          if cutting.begin() { try? await store.daemon.loses(disk, flushing: cut % 3 == 2) }
        }
        #expect(try await store.daemon.ended() == .signal(9))
        try await disk.restore()
        world.ledger.check(recovered: try await Recovered.store(store), "after power cut \(cut)")
      }
      while world.ledger.sent.count < Scale.contributions { try courier.seal() }
      try await store.daemon.start()
      try await courier.deliverAll()
      #expect(world.ledger.acknowledged == world.ledger.sent)
      let collection = try await store.collect()
      #expect(collection.quarantined == 0)
      world.ledger.check(recovered: collection.words, "at the coordinator")
    }
  }
}

extension Daemon {
  /// The power of its disk is cut; it runs on for a moment without it, and dies. It stands still at the cut: a flush
  /// that is under way while the kernel closes the file system can come back as done and have done nothing, which no
  /// real cut does.
  func loses(_ disk: PowerCutFileSystem, flushing: Bool = false) async throws {
    try await frozen {
      if flushing { try await disk.flush() }
      disk.cut()
    }
    try await Task.sleep(for: .milliseconds(20))
    signal(9)
  }
}

extension Device {
  /// Starts it again, fills up to the number of contributions of a sweep, and takes all to the coordinator.
  func finish(at store: StoreServer) async throws {
    try await daemon.start()
    await load(count: max(0, Scale.contributions - world.ledger.sent.count))
    #expect(world.ledger.sent.count >= Scale.contributions)
    try await drain()
    world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
  }
}
