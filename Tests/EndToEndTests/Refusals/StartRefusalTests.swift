import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store
@testable import kioskd

/// What keeps a program from starting. It says so in words, ends with the documented code (78: what was given cannot be
/// used; 69: what is needed is not there), and leaves everything as it was.
struct StartRefusalTests {
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      (key: "mix_minimun", value: "3", says: "there is no setting 'mix_minimun'", hint: "Did you mean 'mix_minimum'?"),
      ("mix_minimum", "0", "'mix_minimum' takes a whole number from 1 to 1000", "device.yaml:"),
      ("mix_minimum", "many", "'mix_minimum' takes a whole number from 1 to 1000", "device.yaml:"),
      ("queue_capacity", "70000", "'queue_capacity' takes a whole number", "device.yaml:"),
      ("socket_mode", "0999", "'socket_mode' takes a file mode", "device.yaml:"),
      ("listen", "nowhere", "'listen' takes host:port", "device.yaml:"),
      ("log_level", "loud", "'log_level' takes trace", "device.yaml:"),
      ("everything", "on", "there is no setting 'everything'", "The settings are state_directory"),
    ])
  func aWrongSettingIsNamed(key: String, value: String, says: String, hint: String) async throws {
    try await World.with { world in
      let device = try Device.make(in: world, settings: [key: value])
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(78))
      #expect(failure.output.contains(says), "\(failure)")
      #expect(failure.output.contains(hint), "\(failure)")
      #expect(!AtomicFile.exists(device.files.directory), "something was made")
    }
  }

  @Test(.timeLimit(.minutes(10))) func aSettingInTheEnvironmentOrAFlagIsNamedToo() async throws {
    try await World.with { world in
      let kioskd = Daemon.products + "/kioskd"
      let base = ["--state-directory", world.directory + "/d", "--socket", world.directory + "/s"]
      let environment = ["KIOSKD_MIX_MINIMUN": "2", "PATH": "/usr/bin"]
      var (output, exit) = try await ChildProcess.run(kioskd, base, environment: environment)
      #expect(exit == .code(78))
      #expect(output.contains("environment variable KIOSKD_MIX_MINIMUN"))
      (output, exit) = try await ChildProcess.run(kioskd, base + ["--mix-minimum", "0"])
      #expect(exit == .code(78))
      #expect(output.contains("flag --mix-minimum"))
      (output, exit) = try await ChildProcess.run(kioskd, base + ["--config", world.directory + "/none.yaml"])
      #expect(exit == .code(69))
      #expect(output.contains("none.yaml"))
      (output, exit) = try await ChildProcess.run(kioskd, base + ["--mix-minimun", "3"])
      #expect(exit == .code(64), "a flag that is not there is an error of use")
    }
  }

  @Test(.timeLimit(.minutes(10))) func aPortThatIsInUseStopsTheStore() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let second = try await StoreServer.make(in: world, named: "second")
      for setting in ["listen", "enrolment_listen"] {
        try second.daemon.set("listen", to: second.address.description)
        try second.daemon.set(setting, to: store.address.description)
        let failure = try await second.daemon.startInVain()
        #expect(failure.exit == .code(69))
        #expect(failure.output.contains("\(store.address) cannot be listened on: the address is in use"), "\(failure)")
      }
      #expect(try await store.collect().words.isEmpty)
    }
  }

  @Test(.timeLimit(.minutes(10))) func aStaffPortThatIsInUseStopsADevice() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try Device.make(in: world, settings: ["listen": store.address.description])
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("\(store.address) cannot be listened on: the address is in use"), "\(failure)")
      try device.daemon.set("listen", to: "127.0.0.1:0")
      try await device.daemon.start()
    }
  }

  @Test(.timeLimit(.minutes(10))) func aSocketOfALiveDaemonIsLeftAlone() async throws {
    try await World.with { world in
      let device = try Device.make(in: world)
      try await device.daemon.start()
      let second = try Device.make(in: world, named: "second", settings: ["socket": device.socket])
      let failure = try await second.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("another program listens on \(device.socket)"), "\(failure)")
      #expect(try await device.status.capacity == 516)
      // One that a dead daemon left behind is taken over.
      await device.daemon.kill()
      #expect(AtomicFile.exists(device.socket))
      try await second.daemon.start()
    }
  }

  @Test(.timeLimit(.minutes(10))) func aFileInTheSocketsPlaceIsLeftAlone() async throws {
    try await World.with { world in
      let device = try Device.make(in: world)
      try AtomicFile.write(Array("precious".utf8), to: device.socket)
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("is there and is no socket"), "\(failure)")
      #expect(try AtomicFile.read(device.socket) == Array("precious".utf8))
      try device.daemon.set("socket", to: world.directory + "/" + String(repeating: "s", count: 120))
      let tooLong = try await device.daemon.startInVain()
      #expect(tooLong.exit == .code(78))
      #expect(tooLong.output.contains("longer than 107 bytes"), "\(tooLong)")
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: ["device", "store"])
  func aSecondDaemonOnTheSameDirectoryDoesNotStart(_ which: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      await device.load(count: 5)
      let second: Daemon
      if which == "device" {
        second = try Device.make(in: world, named: "second", directory: device.files.directory).daemon
      } else {
        second = try Daemon(
          "kiosk-store", named: "second", in: world,
          settings: [
            "state_directory": store.files.directory, "listen": "127.0.0.1:0", "enrolment_listen": "127.0.0.1:0",
            "public_host": "127.0.0.1",
          ])
      }
      let failure = try await second.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("another process has the database open"), "\(failure)")
      await device.load(count: 5)
      #expect(world.ledger.acknowledged.count == 10)
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  @Test(
    .enabled(if: SmallFileSystem.isPossible, "only root can make a file system that is read-only"),
    .timeLimit(.minutes(10)))
  func aReadOnlyDirectoryStopsADevice() async throws {
    try await World.with { world in
      let disk = try await SmallFileSystem.mount(in: world, named: "disk", size: "8m")
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(
        in: world, enrolledAt: store, directory: disk.directory + "/device", capacity: 200, minimum: 1000)
      await device.load(count: 5)
      try await device.daemon.stop()
      try await disk.setReadOnly(true)
      let failure = try await device.daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("read-only") || failure.output.contains("not writable"), "\(failure)")
      let fresh = try Device.make(in: world, named: "fresh", directory: disk.directory + "/fresh")
      let freshFailure = try await fresh.daemon.startInVain()
      #expect(freshFailure.exit == .code(69))
      #expect(freshFailure.output.contains("read-only"), "\(freshFailure)")
      try await disk.setReadOnly(false)
      try await device.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// What later software wrote is not touched.
  @Test(.timeLimit(.minutes(10)), arguments: ["queue.db", "device.json", "store.db"])
  func aLaterVersionIsLeftAlone(_ name: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 1000)
      await device.load(count: 5)
      try await device.daemon.stop()
      try await store.daemon.stop()
      let isStore = name == "store.db"
      let path = "\(isStore ? store.files.directory : device.files.directory)/\(name)"
      let own = try AtomicFile.read(path, maximum: .max)
      var later = own
      if name == "device.json" {
        later = Array(
          String(decoding: own, as: UTF8.self).replacingOccurrences(of: "\"version\" : 1", with: "\"version\" : 2").utf8
        )
      } else {
        // SQLite's user version: four bytes at 60, the lowest last.
        later[63] += 1
      }
      #expect(later != own)
      try Data(later).write(to: URL(fileURLWithPath: path))
      let daemon = isStore ? store.daemon : device.daemon
      let failure = try await daemon.startInVain()
      #expect(failure.exit == .code(69))
      #expect(failure.output.contains("of a later version"), "\(failure)")
      #expect(try AtomicFile.read(path, maximum: .max) == later)
      try Data(own).write(to: URL(fileURLWithPath: path))
      try await store.daemon.start()
      try await device.daemon.start()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// A store is made once.
  @Test(.timeLimit(.minutes(10))) func aStoreIsNotMadeOverAnother() async throws {
    try await World.with { world in
      let store = try await StoreServer.make(in: world)
      let before = try world.files(in: store.files.directory)
      let (output, exit) = try await ChildProcess.run(
        Daemon.products + "/kiosk-store",
        [
          "init", "--state-directory", store.files.directory, "--collection-key",
          "\(world.directory)/store-collection.pub", "--pack-signer", "\(world.directory)/store-signing.pub",
          "--credentials", world.directory + "/again",
        ])
      #expect(exit == .code(69))
      #expect(output.contains("holds a store already"))
      #expect(try world.files(in: store.files.directory) == before)
      #expect(!AtomicFile.exists(world.directory + "/again"))
    }
  }
}
