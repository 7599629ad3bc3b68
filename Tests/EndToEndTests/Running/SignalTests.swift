import Foundation
import KioskCore
import KioskRPC
import Testing

/// What systemd says to a program, and what it hears.
struct SignalTests {
  /// SIGHUP: other values for mixing count at once; a configuration that is wrong changes nothing.
  @Test(.timeLimit(.minutes(10))) func aReloadTakesMixing() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 100)
      await device.load(count: 4)
      try await eventually("it holds them") { try await device.status.link == .holding }

      try device.daemon.set("mix_minimum", to: "none")
      device.daemon.signal(SIGHUP)
      try await world.logSays("the configuration was not taken")
      #expect(try await device.status.queued == 4)

      try device.daemon.set("mix_minimum", to: "3")
      device.daemon.signal(SIGHUP)
      try await eventually("they are sent") { try await device.status.queued == 0 }
      await device.load(count: 2)
      try await eventually("two are held") { try await device.status.link == .holding }
      try await device.submit()
      try await eventually("three are sent") { try await device.status.queued == 0 }
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// As soon as a program says that it is ready, SIGHUP is no danger to it.
  @Test(.timeLimit(.minutes(10)), arguments: 0..<5)
  func aReloadRightAfterTheStartIsNoEnd(_ attempt: Int) async throws {
    try await World.with { world in
      let store = try await StoreServer.make(in: world)
      let device = try Device.make(in: world)
      for daemon in [store.daemon, device.daemon] {
        try await daemon.start()
        daemon.signal(SIGHUP)
        try await Task.sleep(for: .milliseconds(100))
        #expect(daemon.isRunning, "SIGHUP ended \(daemon.program)")
      }
    }
  }

  /// The watchdog hears from it at half of its time; not while it stands still, nor while its disk keeps it waiting.
  @Test(.timeLimit(.minutes(10))) func theWatchdogHearsFromIt() async throws {
    try await World.with { world in
      let store = try await StoreServer.make(in: world)
      let device = try Device.make(in: world)
      for daemon in [store.daemon, device.daemon] {
        try await daemon.start(environment: ["WATCHDOG_USEC": "400000"])
        #expect(daemon.notify.words.filter { $0 == "READY=1" }.count == 1)
        try await eventually("it has been heard three times", within: .seconds(10)) {
          daemon.notify.words.filter { $0 == "WATCHDOG=1" }.count >= 3
        }
        try await daemon.frozen {
          daemon.notify.clear()
          try await Task.sleep(for: .seconds(1))
          #expect(daemon.notify.words.isEmpty)
        }
        try await eventually("it is heard again", within: .seconds(10)) { daemon.notify.words.contains("WATCHDOG=1") }
        #expect(try await daemon.stop() == .code(0))
        #expect(daemon.notify.words.last == "STOPPING=1")
      }
    }
  }

  @Test(
    .enabled(if: Injection.isPossible, "strace cannot put faults into a program here"), .timeLimit(.minutes(10)))
  func aStuckDiskIsNotHiddenFromTheWatchdog() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      try await device.daemon.stop()
      try await device.daemon.start(
        under: Injection(.delay(4_000_000), at: "fdatasync", when: "1"), environment: ["WATCHDOG_USEC": "400000"])
      async let submission: SubmitResponse = device.submit()
      try await Task.sleep(for: .seconds(1))
      device.daemon.notify.clear()
      try await Task.sleep(for: .seconds(2))
      #expect(device.daemon.notify.words.isEmpty)
      _ = try await submission
      try await eventually("it is heard again") { device.daemon.notify.words.contains("WATCHDOG=1") }
    }
  }

  /// A disk that failed once and works again counts as working, though nobody wrote since.
  @Test(
    .enabled(if: Injection.isPossible, "strace cannot put faults into a program here"), .timeLimit(.minutes(10)))
  func theWatchdogsQuestionFindsAMendedDisk() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      try await device.daemon.stop()
      try await device.daemon.start(
        under: Injection(.error("EIO"), at: "fdatasync", when: "1"), environment: ["WATCHDOG_USEC": "2000000"])
      await #expect(throws: KioskError.self) { try await device.submit() }
      #expect(device.daemon.hasMetItsFault)
      try await eventually("it takes contributions again") { try await device.whatsOn.isAccepting }
      #expect(try await device.status.isStorageHealthy)
    }
  }
}
