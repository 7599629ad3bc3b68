import Foundation
import Testing

@testable import KioskCore
@testable import kioskd

/// The pool for drawings on the disk of a device: made with a new one and for an old one, and never made anew.
@Suite struct DrawingPoolTests {
  private func withDirectory(_ body: (DeviceFiles) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.path + "/pool-" + UUID().uuidString.prefix(8)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await body(DeviceFiles(directory: directory))
  }

  private func start(_ files: DeviceFiles, drawings: Int) throws -> Device {
    try Device(directory: files.directory, queueCapacity: 3, drawingCapacity: drawings)
  }

  private func hasDrawings(_ files: DeviceFiles) throws -> Bool? {
    try DeviceRecord.read(from: files.record).hasDrawings
  }

  private func open(_ files: DeviceFiles) throws -> EnvelopeQueue {
    try EnvelopeQueue(at: files.queue, drawings: files.drawings)
  }

  /// A directory as the version before made it: without the pool, and with a record that does not know of it.
  private func makeOld(_ files: DeviceFiles) throws {
    try AtomicFile.makeDirectory(files.directory)
    try EnvelopeQueue.create(at: files.queue, capacity: 3)
    let record = #"{"collectionKeyFingerprint":"","enrolment":"","name":"","store":"","version":1}"#
    try AtomicFile.write(Array(record.utf8), to: files.record)
  }

  @Test func aNewDeviceHasBothPools() async throws {
    try await withDirectory { files in
      #expect(try start(files, drawings: 2).drawingsProblem == nil)
      #expect(try hasDrawings(files) == true)
      let queue = try open(files)
      #expect((queue.level.words.capacity, queue.level.drawings.capacity) == (3, 2))
      await queue.close()
    }
  }

  @Test func anOldDeviceGetsOne() async throws {
    try await withDirectory { files in
      try makeOld(files)
      let envelope = Envelope.sample()
      let before = try EnvelopeQueue(at: files.queue)
      try await before.put(envelope)
      await before.close()
      #expect(try start(files, drawings: 2).drawingsProblem == nil)
      #expect(try hasDrawings(files) == true)
      let queue = try open(files)
      #expect(try await queue.batch(limit: 9) == [envelope])
      #expect(queue.level.drawings.capacity == 2)
      await queue.close()
      // With another number nothing changes.
      _ = try start(files, drawings: 4)
      let again = try open(files)
      #expect(again.level.drawings.capacity == 2)
      await again.close()
    }
  }

  @Test func aDeviceThatTakesNoneGetsNone() async throws {
    try await withDirectory { files in
      _ = try start(files, drawings: 0)
      #expect(try hasDrawings(files) == false)
      #expect(!AtomicFile.exists(files.drawings))
      _ = try start(files, drawings: 0)
      #expect(!AtomicFile.exists(files.drawings))
      // It takes them from now on.
      _ = try start(files, drawings: 2)
      #expect(try hasDrawings(files) == true)
    }
  }

  /// A power cut between the pool and the record: the pool is taken as it is.
  @Test func anInterruptedUpgradeIsTakenUp() async throws {
    try await withDirectory { files in
      try makeOld(files)
      try EnvelopeQueue.createDrawings(at: files.drawings, capacity: 2)
      _ = try start(files, drawings: 4)
      #expect(try hasDrawings(files) == true)
      let queue = try open(files)
      #expect(queue.level.drawings.capacity == 2)
      await queue.close()
    }
  }

  /// What the record says was there is never made again, whatever the setting says.
  @Test(arguments: ["", "-wal"], [0, 2]) func aMissingPoolIsAFault(ending: String, drawings: Int) async throws {
    try await withDirectory { files in
      _ = try start(files, drawings: 2)
      AtomicFile.remove(files.drawings + ending)
      let before = AtomicFile.names(in: files.directory).sorted()
      let device = try start(files, drawings: drawings)
      #expect(device.state.value.record.hasDrawings == true)
      let error = #expect(throws: KioskError.self) { try open(files) }
      #expect(error?.code == .notFound)
      #expect(error?.message == "the queue for drawings of this device is missing")
      #expect(AtomicFile.names(in: files.directory).sorted() == before)
    }
  }

  /// Where the rest is missing, nothing is made beside it.
  @Test func nothingIsMadeForADeviceThatLostItsQueue() async throws {
    try await withDirectory { files in
      try makeOld(files)
      for ending in ["", "-wal"] { AtomicFile.remove(files.queue + ending) }
      _ = try? start(files, drawings: 2)
      #expect(AtomicFile.names(in: files.directory) == ["device.json"])
    }
  }

  /// An earlier pool's log without its database is a fault, not a lack of room.
  @Test func aLogThatHoldsSomethingIsNotBuiltOver() async throws {
    try await withDirectory { files in
      try makeOld(files)
      try AtomicFile.write(RandomBytes.make(9000), to: files.drawings + "-wal")
      let error = #expect(throws: KioskError.self) { try start(files, drawings: 2) }
      #expect(error?.code == .conflict)
    }
  }

  /// People are heard in words on a disk that has no room for the pool; it is made when there is some.
  @Test(.enabled(if: geteuid() == 0, "only root can make a file system that is small enough to fill"))
  func aFullDiskPutsItOff() async throws {
    try await withDirectory { files in
      try AtomicFile.makeDirectory(files.directory)
      guard mount("tmpfs", files.directory, "tmpfs", 0, "size=2m") == 0 else { return }
      defer { umount2(files.directory, Int32(MNT_DETACH)) }
      try makeOld(files)
      let device = try start(files, drawings: 100)
      #expect(device.drawingsProblem?.code == .storage)
      #expect(try hasDrawings(files) == nil)
      let queue = try EnvelopeQueue(at: files.queue)
      try await queue.put(.sample())
      await queue.close()
      #expect(try start(files, drawings: 2).drawingsProblem == nil)
      #expect(try hasDrawings(files) == true)
      await { await $0.close() }(try open(files))
    }
  }
}

extension Envelope {
  /// An envelope with random bytes under a real header.
  fileprivate static func sample() -> Envelope {
    let header = EnvelopeHeader(
      kind: .contribution, bucket: .small, keyID: [UInt8](repeating: 7, count: 16), id: EnvelopeID(),
      withdrawalTag: WithdrawalTag())
    return Envelope(header: header, sealed: RandomBytes.make(Bucket.small.envelopeLength - EnvelopeHeader.length))
  }
}
