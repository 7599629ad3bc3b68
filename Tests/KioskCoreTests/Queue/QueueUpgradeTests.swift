import Foundation
import Testing

@testable import KioskCore

/// A queue of version 1, as an earlier kioskd left it, is taken over with all that it holds.
@Suite struct QueueUpgradeTests {
  private let envelopes = (0..<3).map { _ in Envelope.sample() }

  @Test func aQueueOfVersionOneBeginsToCount() async throws {
    let folder = try versionOne()
    let length = try folder.bytes(folder.database).count
    var queue = try folder.open()
    #expect(try folder.bytes(folder.log) == [UInt8](repeating: 0, count: QueueFolder.reservedLength))
    #expect(try await queue.totals() == QueueTotals(queued: 3))
    #expect(try await queue.all() == Set(envelopes))
    try await queue.put(.sample(), session: "monday")
    #expect(try await queue.settle(envelopes[0].receipt()))
    await queue.close()
    #expect(try folder.bytes(folder.database).count == length + QueueFile.pageSize)
    #expect(try folder.number("PRAGMA user_version") == 2)
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])

    queue = try folder.open()
    #expect(try await queue.totals() == QueueTotals(sealed: 1, receipted: 1, queued: 3))
    #expect(try await queue.sealed(in: "monday") == 1)
    #expect(try await queue.integrityProblem() == nil)
    #expect(try folder.bytes(folder.database).count == length + QueueFile.pageSize)
  }

  /// The earlier kioskd may have been killed between a commit and its settling.
  @Test func whatItsLogHoldsIsTakenOverFirst() async throws {
    let folder = try versionOne()
    let connection = try owner(of: folder)
    let late = Envelope.sample()
    try connection.overwriteBlob(table: "slot", column: "bytes", row: 7, with: Slot.queued(late, .words))
    let copy = try folder.copy()
    connection.close()
    let queue = try copy.open()
    #expect(try await queue.all() == Set(envelopes + [late]))
    #expect(try await queue.totals() == QueueTotals(queued: 4))
    await queue.close()
    #expect(try copy.number("PRAGMA user_version") == 2)
  }

  /// The power goes while the table is made: at each kilobyte of the log, and at each page on its way to the database.
  @Test func anUpgradeIsAllOrNothing() async throws {
    let folder = try versionOne()
    let before = try folder.bytes(folder.database)
    let connection = try owner(of: folder)
    try QueueFile.addTally(to: connection)
    let unsettled = try folder.copy()
    connection.close()
    let log = try unsettled.bytes(unsettled.log)
    let used = 32 + 2 * (24 + QueueFile.pageSize)
    #expect(log[used...].allSatisfy { $0 == 0 }, "the first page and the tally's")
    for cut in Array(stride(from: 0, to: used, by: 1024)) + [used - 1, used] {
      let copy = try unsettled.copy()
      try Data(log[..<cut] + [UInt8](repeating: 0, count: log.count - cut)).write(to: URL(fileURLWithPath: copy.log))
      // The new page is empty: what is cut off at its end may be zeros, and then nothing is missing.
      let isComplete = log[cut...].allSatisfy { $0 == 0 }
      #expect(isComplete == (cut > 32 + 24 + QueueFile.pageSize + 24))
      #expect(try copy.number("PRAGMA user_version") == (isComplete ? 2 : 1), "cut at \(cut)")
      try await expectWhole(copy)
    }
    let after = try folder.bytes(folder.database)
    #expect(after.count == before.count + QueueFile.pageSize)
    let reserved = before + [UInt8](repeating: 0, count: QueueFile.pageSize)
    // With room made and nothing in it; then with the first page, the last one, both, and part of one.
    try await expectWhole(try unsettled.with(database: reserved))
    for pages in [[0], [12], [0, 12]] {
      for length in [100, 4096, QueueFile.pageSize] {
        var database = reserved
        for page in pages {
          let place = page * QueueFile.pageSize
          database.replaceSubrange(place..<place + length, with: after[place..<place + length])
        }
        try await expectWhole(try unsettled.with(database: database))
      }
    }
    let cut = try folder.with(database: reserved)
    try Data(count: QueueFolder.reservedLength).write(to: URL(fileURLWithPath: cut.log))
    try await expectWhole(cut)
  }

  /// On a full disk the envelopes flow as they did before; it begins to count at the first start with room.
  @Test(.enabled(if: SmallDisk.isPossible, "only root can make a file system that is small enough to fill"))
  func aFullDiskPutsItOff() async throws {
    let disk = try SmallDisk()
    defer { withExtendedLifetime(disk) {} }
    let folder = try versionOne(in: disk.path)
    let bytes = try folder.bytes(folder.database).count
    try disk.fill()
    var queue = try folder.open()
    await expect(.storage) { _ = try await queue.totals() }
    #expect(try await queue.all() == Set(envelopes))
    try await queue.put(.sample(), session: "monday")
    #expect(try await queue.settle(envelopes[0].receipt()))
    #expect(queue.level == QueueLevel(queued: 3, capacity: 9, setAside: 0, isHealthy: true))
    await queue.close()
    #expect(try folder.bytes(folder.database).count == bytes)
    #expect(try folder.number("PRAGMA user_version") == 1)

    disk.free()
    queue = try folder.open()
    #expect(try await queue.totals() == QueueTotals(queued: 3))
    await queue.close()
  }

  private func expectWhole(_ folder: QueueFolder) async throws {
    let queue = try folder.open()
    #expect(try await queue.all() == Set(envelopes))
    #expect(try await queue.totals() == QueueTotals(queued: 3))
    #expect(try await queue.integrityProblem() == nil)
    try await queue.put(.sample())
    await queue.close()
    #expect(try folder.number("PRAGMA user_version") == 2)
    #expect(try await folder.open().totals() == QueueTotals(sealed: 1, queued: 4))
  }

  /// A file of version 1 with three envelopes in nine slots, made without any of the code that makes one today.
  private func versionOne(in place: String? = nil) throws -> QueueFolder {
    let folder = try QueueFolder(in: place)
    let connection = try SQLiteConnection(path: folder.database, creating: true)
    try connection.execute("PRAGMA page_size = 8192; PRAGMA application_id = 1263621445; PRAGMA user_version = 1")
    try connection.execute("CREATE TABLE queue (capacity INTEGER NOT NULL); INSERT INTO queue VALUES (9)")
    try connection.execute("CREATE TABLE slot (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
    let insert = try connection.statement("INSERT INTO slot VALUES (?, ?)")
    for number in 1...9 {
      let bytes = number % 3 == 0 ? Slot.queued(envelopes[number / 3 - 1], .words) : Slot.free(.words)
      try insert.bind(1, Int64(number)).bind(2, bytes).run()
    }
    try connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    try Data(count: QueueFolder.reservedLength).write(to: URL(fileURLWithPath: folder.log))
    return folder
  }

  /// Opens it as its owner does, and leaves in the WAL what is written.
  private func owner(of folder: QueueFolder) throws -> SQLiteConnection {
    let connection = try SQLiteConnection(path: folder.database, creating: false)
    try connection.keepWAL()
    try connection.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA wal_autocheckpoint = 0")
    return connection
  }
}

extension QueueFolder {
  /// A copy with another database.
  fileprivate func with(database bytes: [UInt8]) throws -> QueueFolder {
    let copy = try copy()
    try Data(bytes).write(to: URL(fileURLWithPath: copy.database))
    return copy
  }
}

/// A file system of a megabyte, in memory.
private final class SmallDisk {
  let path: String

  static var isPossible: Bool { geteuid() == 0 && (try? SmallDisk()) != nil }

  init() throws {
    path = NSTemporaryDirectory() + "kiosk-small-" + RandomBytes.make(6).hexadecimal
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else {
      rmdir(path)
      throw KioskError(.denied, "nothing can be mounted here")
    }
  }

  func fill() throws {
    let descriptor = open("\(path)/neighbour", O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let zeros = [UInt8](repeating: 0, count: 4096)
    while write(descriptor, zeros, zeros.count) > 0 {}
  }

  func free() { unlink("\(path)/neighbour") }

  deinit {
    umount2(path, Int32(MNT_DETACH))
    rmdir(path)
  }
}
