import KioskCore
import KioskRPC
import Testing

/// A program is killed in the middle of its work: acknowledged ⊆ recovered ⊆ sent, whichever write or flush it was at.
/// strace counts the calls apart in each thread, so small numbers end a start, and larger ones a commit, its way into
/// the database, or the tidying up behind it.
@Suite(.enabled(if: Injection.isPossible, "strace cannot put faults into a program here"))
struct KillTests {
  /// Fault 1.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [(call: "pwrite64", cuts: Scale.cuts, span: 100), ("fdatasync", Scale.cuts, 40), ("fsync", 2, 2)])
  func aDeviceThatIsKilledKeepsWhatItAcknowledged(call: String, cuts: Int, span: Int) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, capacity: 2000, drawings: 100, minimum: 1000)
      try await device.daemon.stop()
      try await store.daemon.stop()

      for k in Scale.spread(cuts, from: 1, over: span) {
        do {
          try await device.daemon.start(under: .kill(at: call, k))
          await device.load(count: 1000)
        } catch is StartFailure {
          // Killed while it started.
        }
        #expect(try await device.daemon.ended() == .signal(9))
        #expect(device.daemon.hasMetItsFault)
        world.ledger.check(recovered: try await Recovered.queue(of: device), "after a kill at \(call) \(k)")
      }

      try await store.daemon.start()
      try await device.finish(at: store)
    }
  }

  /// Fault 4: the device dies between a receipt and its erasure. It sends again, and the store's count stays.
  @Test(.timeLimit(.minutes(10)), arguments: [(call: "pwrite64", first: 11, span: 40), ("fdatasync", 1, 10)])
  func whatWasReceiptedAndNotErasedComesOnce(call: String, first: Int, span: Int) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, capacity: 2000, drawings: 100, minimum: 1000)
      await device.load(count: Scale.contributions)

      for k in Scale.spread(Scale.cuts, from: first, over: span) {
        if try await device.status.queued < 64 { await device.load(count: 100) }
        try await device.daemon.stop()
        try device.daemon.set("mix_minimum", to: "1")
        do {
          try await device.daemon.start(under: .kill(at: call, k))
        } catch is StartFailure {}
        #expect(try await device.daemon.ended() == .signal(9))
        let delivered = try await Recovered.store(store)
        #expect(Set(delivered).count == delivered.count, "something is in the store twice")
        let waiting = try await Recovered.queue(of: device)
        world.ledger.check(recovered: Array(Set(delivered + waiting)), "after a kill at \(call) \(k)")
        try device.daemon.set("mix_minimum", to: "1000")
        try await device.daemon.start()
      }

      try await device.drain()
      let collection = try await store.collect()
      #expect(collection.quarantined == 0)
      world.ledger.check(recovered: collection.words, "at the coordinator")
    }
  }

  /// Fault 21. What the store receipted it has, and what it has not the device still holds.
  @Test(.timeLimit(.minutes(10)), arguments: [(call: "pwrite64", span: 500), ("fdatasync", 12)])
  func aStoreThatIsKilledKeepsWhatItReceipted(call: String, span: Int) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, capacity: 2000, drawings: 100, minimum: 1000)
      try await store.daemon.stop()
      await device.load(count: Scale.contributions)

      for k in Scale.spread(Scale.cuts, from: 1, over: span) {
        do {
          try await store.daemon.start(under: .kill(at: call, k))
          try await eventually("the store is dead") {
            if try await device.status.queued < 64 { await device.load(count: 100) }
            await device.flush()
            return !store.daemon.isRunning
          }
        } catch is StartFailure {}
        #expect(try await store.daemon.ended() == .signal(9))
        let delivered = try await Recovered.store(store)
        #expect(Set(delivered).count == delivered.count, "something is in the store twice")
        let waiting = try await Recovered.queue(of: device)
        world.ledger.check(recovered: Array(Set(delivered + waiting)), "after a kill at \(call) \(k)")
      }

      try await store.daemon.start()
      try await device.drain()
      let collection = try await store.collect()
      #expect(collection.quarantined == 0)
      world.ledger.check(recovered: collection.words, "at the coordinator")
    }
  }
}
