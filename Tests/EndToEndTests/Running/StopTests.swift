import Foundation
import KioskCore
import KioskRPC
import Testing

/// The orderly end of a program, whatever is under way.
struct StopTests {
  /// SIGTERM while contributions come in: what was acknowledged survives, what was not got an answer, and the end comes
  /// soon.
  @Test(.timeLimit(.minutes(10))) func aDeviceStopsInTheMiddleOfItsWork() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, capacity: 2000, minimum: 1000)
      for round in 1...5 {
        let outcomes = Tally()
        let before = world.ledger.sent.count
        let stopping = Once()
        await withDiscardingTaskGroup { tasks in
          for _ in 0..<8 {
            tasks.addTask {
              _ = try? await device.call { channel in
                while true {
                  let words = world.ledger.next()
                  defer { outcomes.add() }
                  try await device.submit(words, deadline: .seconds(15), over: channel)
                  if world.ledger.sent.count >= before + 30, stopping.begin() { device.daemon.signal(SIGTERM) }
                }
              }
            }
          }
        }
        #expect(try await device.daemon.ended(within: .seconds(8) * Scale.patience) == .code(0), "round \(round)")
        #expect(outcomes.count == world.ledger.sent.count - before, "a call had no end")
        #expect(!AtomicFile.exists(device.socket), "its socket stays behind")
        world.ledger.check(recovered: try await Recovered.queue(of: device), "after SIGTERM \(round)")
        try await device.daemon.start()
      }
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// Streams that are watched do not hold up the end, nor do those whose watchers went away.
  @Test(.timeLimit(.minutes(10))) func watchersDoNotHoldUpTheEnd() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      for _ in 0..<20 {
        // Looked at once, and gone.
        try? await device.call { channel in
          try await channel.serverStream(ControlMethods.watchEvents, WatchEventsRequest(), deadline: nil) { _ in
            throw CancellationError()
          }
        }
      }
      let seen = Tally()
      async let watching: Void? = try? await device.call { channel in
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask {
            try await channel.serverStream(ControlMethods.watchEvents, WatchEventsRequest(), deadline: nil) { _ in
              seen.add()
            }
          }
          tasks.addTask {
            try await channel.serverStream(CaptureMethods.watchWhatsOn, WatchWhatsOnRequest(), deadline: nil) { _ in
              seen.add()
            }
          }
          try await tasks.waitForAll()
        }
      }
      try await eventually("both have begun") { seen.count >= 2 }
      #expect(try await device.daemon.stop(within: .seconds(5)) == .code(0))
      _ = await watching
      try await device.daemon.start()
      // The device follows the store all the while.
      #expect(try await store.daemon.stop(within: .seconds(5)) == .code(0))
      #expect(!world.logText.contains(" error kiosk"))
    }
  }
}
