import KioskCore
import KioskRPC
import Testing

/// The disk does not flush, or takes its time.
@Suite(.enabled(if: Injection.isPossible, "strace cannot put faults into a program here"))
struct FlushTests {
  /// Fault 5. The numbers are those of the flushes that fail, in each thread: of the commit, of its way into the
  /// database, of the tidying up, and of what mends it all.
  @Test(
    .timeLimit(.minutes(10)), arguments: ["1", "2", "3", "4", "5", "1..2", "2..5", "1..9", "4..30", "6", "7..8"])
  func aFlushThatFailsIsNotAcknowledgedAndHeals(when: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      await device.load(count: 5)
      try await device.daemon.stop()
      try await device.daemon.start(under: Injection(.error("EIO"), at: "fdatasync", when: when))
      let before = world.ledger.acknowledged.count
      await device.load(clients: 3, count: 40)
      #expect(device.daemon.hasMetItsFault)
      try await eventually("it takes contributions again") { (try? await device.submit()) != nil }
      #expect(world.ledger.acknowledged.count > before)
      await device.daemon.kill()
      world.ledger.check(recovered: try await Recovered.queue(of: device), "after flushes \(when) failed")
      try await device.daemon.start()
      #expect(try await device.status.isStorageHealthy)
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// A disk that never flushes: nothing is acknowledged, everybody is told, and nothing of it is there afterwards.
  @Test(.timeLimit(.minutes(10))) func aDiskThatNeverFlushesTakesNothing() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      try await device.daemon.stop()
      try await device.daemon.start(under: Injection(.error("EIO"), at: "fdatasync", when: "1+"))
      await device.load(clients: 2, count: 10)
      #expect(world.ledger.acknowledged.isEmpty)
      #expect(world.ledger.refused.count == 10)
      #expect(try await !device.status.isStorageHealthy)
      #expect(try await !device.whatsOn.isAccepting)
      try await device.daemon.stop()
      try await device.daemon.start()
      #expect(try await device.status.queued == 0)
      try await device.submit()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// The store's disk does not flush: no receipt, and the device keeps what it has until it does.
  @Test(.timeLimit(.minutes(10)), arguments: ["1", "2", "1..4", "3+2"])
  func aStoreWhoseFlushFailsGivesNoReceipt(when: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      await device.load(count: 40)
      try await store.daemon.stop()
      try await store.daemon.start(under: Injection(.error("EIO"), at: "fdatasync", when: when))
      for _ in 0..<3 {
        await device.flush()
        let both = try await Recovered.store(store) + Recovered.queue(of: device)
        world.ledger.check(recovered: Array(Set(both)), "while flushes \(when) fail")
      }
      #expect(store.daemon.hasMetItsFault)
      await store.daemon.kill()
      let both = try await Recovered.store(store) + Recovered.queue(of: device)
      world.ledger.check(recovered: Array(Set(both)), "after flushes \(when) failed")
      try await store.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// Fault 13: a flush takes two seconds. Whoever waits gets an answer by their deadline, and the answer is true.
  @Test(.timeLimit(.minutes(10))) func aSlowFlushKeepsDeadlines() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      try await device.daemon.stop()
      try await device.daemon.start(under: Injection(.delay(2_000_000), at: "fdatasync", when: "1+"))
      // The first answer stands behind three flushes: the log's directory entry, its beginning, and the commit.
      let deadline = Duration.seconds(8)
      let outcomes = await withTaskGroup(of: Outcome.self) { tasks in
        for client in 0..<6 {
          tasks.addTask {
            // Not all in one group: some wait for the flushes of those before them.
            try? await Task.sleep(for: .milliseconds(300 * client))
            return await outcome(device, within: deadline)
          }
        }
        return await tasks.reduce(into: [Outcome]()) { $0.append($1) }
      }
      for outcome in outcomes { #expect(outcome.took < deadline + .seconds(2), "\(outcome)") }
      #expect(outcomes.contains { $0.isAcknowledged && $0.took > .seconds(2) })
      await device.daemon.kill()
      world.ledger.check(recovered: try await Recovered.queue(of: device), "after slow flushes")
      try await device.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  private struct Outcome: Sendable {
    let isAcknowledged: Bool
    let took: Duration
  }

  private func outcome(_ device: Device, within deadline: Duration) async -> Outcome {
    let words = device.world.ledger.next()
    let start = ContinuousClock.now
    let response = try? await device.call { channel in
      try await device.submit(words, deadline: deadline, over: channel)
    }
    return Outcome(isAcknowledged: response != nil, took: ContinuousClock.now - start)
  }
}
