import Foundation
import Testing

@testable import KioskCore

/// A queue that is not whole is never taken for an empty one, and nothing is made, changed or removed on the way.
@Suite struct QueueOpeningTests {
  @Test func reopeningKeepsEverything() async throws {
    let folder = try QueueFolder(capacity: 20)
    var kept: Set<Envelope> = []
    for round in 0..<4 {
      let queue = try await reopen(folder)
      #expect(try await queue.all() == kept)
      for _ in 0..<4 {
        let envelope = Envelope.sample()
        try await queue.put(envelope)
        kept.insert(envelope)
      }
      let sent = kept.removeFirst()
      try await queue.settle(sent.receipt())
      // Every other time it is dropped without being closed.
      if round % 2 == 0 { await queue.close() }
    }
    let queue = try await reopen(folder)
    #expect(try await queue.all() == kept)
    #expect(queue.level == QueueLevel(queued: 12, capacity: 20, setAside: 0, isHealthy: true))
  }

  /// The thread of a queue that was dropped may hold its files for a moment.
  private func reopen(_ folder: QueueFolder) async throws -> QueuePool {
    for _ in 0..<500 {
      if let queue = try? folder.open() { return queue }
      try await Task.sleep(for: .milliseconds(10))
    }
    return try folder.open()
  }

  @Test func aQueueIsTwoFilesAndNoMore() async throws {
    let folder = try QueueFolder(capacity: 3)
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
    let queue = try folder.open()
    try await queue.put(.sample())
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
    await queue.close()
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
    for file in [folder.database, folder.log] {
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test(arguments: ["", "-wal"], SlotLayout.both)
  func aMissingFileIsNoEmptyQueue(ending: String, layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 3, layout)
    await { await $0.close() }(try folder.open())
    try FileManager.default.removeItem(atPath: folder.database + ending)
    let left = try folder.files()
    let before = try left.map { try folder.bytes("\(folder.path)/\($0)") }
    await expect(.notFound) { _ = try folder.open() }
    #expect(try folder.files() == left)
    #expect(try left.map { try folder.bytes("\(folder.path)/\($0)") } == before)
  }

  @Test func aMissingDirectoryIsNoEmptyQueue() async {
    await expect(.notFound) { _ = try QueuePool(at: "/nowhere/queue.db") }
  }

  /// A file that goes while the queue is open is noticed after the next group, and not made anew.
  @Test func aLogThatVanishesIsNotMadeAnew() async throws {
    let folder = try QueueFolder(capacity: 3)
    let queue = try folder.open()
    try FileManager.default.removeItem(atPath: folder.log)
    let envelope = Envelope.sample()
    _ = try? await queue.put(envelope)
    await expect(.notFound) { try await queue.put(.sample()) }
    #expect(!queue.level.isHealthy)
    #expect(!queue.level.hasRoom)
    #expect(try folder.files() == ["queue.db"])
    #expect(try folder.holds(envelope), "what was acknowledged had reached the database")
  }

  /// Closing a database removes its WAL unless told otherwise; whoever only looked must have told it in time.
  @Test func aLaterVersionIsRefusedAndLeftWhole() async throws {
    let folder = try QueueFolder(capacity: 3)
    let envelope = Envelope.sample()
    let unsettled = try QueueFolder.unsettled(folder, changes: [envelope])
    try sql(unsettled, "PRAGMA user_version = 3")
    let files = try unsettled.files()
    await expect(.tooNew) { _ = try unsettled.open() }
    await expect(.tooNew) { _ = try unsettled.open() }
    #expect(try unsettled.files() == files)
    try sql(unsettled, "PRAGMA user_version = 2")
    #expect(try await unsettled.open().all() == [envelope])
  }

  @Test(arguments: ["PRAGMA user_version = 0", "PRAGMA application_id = 1", "DROP TABLE slot"])
  func anotherDatabaseIsCorrupt(statement: String) async throws {
    let folder = try QueueFolder(capacity: 3)
    try sql(folder, statement)
    await expect(.corrupt) { _ = try folder.open() }
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
  }

  @Test(arguments: [0, 5, 100_000])
  func whatIsNoDatabaseIsCorrupt(length: Int) async throws {
    let folder = try QueueFolder(capacity: 3)
    try Data(RandomBytes.make(length)).write(to: URL(fileURLWithPath: folder.database))
    await expect(.corrupt) { _ = try folder.open() }
    #expect(try folder.bytes(folder.database).count == length)
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
  }

  /// The two pools have marks of their own: whoever swaps their files is told.
  @Test(arguments: SlotLayout.both) func thePoolsAreNotTakenForEachOther(layout: SlotLayout) async throws {
    let folder = try QueueFolder(capacity: 3, layout)
    let other = layout == .words ? SlotLayout.drawings : .words
    await expect(.corrupt) { _ = try QueuePool(at: folder.database, other) }
    #expect(try folder.open().level.capacity == 3)
  }

  /// Root may write wherever there is something to write to, so the place is one where nobody may.
  @Test func anUnwritablePlaceIsSaid() async throws {
    do throws(KioskError) {
      try QueuePool.create(at: "/proc/queue.db", capacity: 3)
      Issue.record("a queue was made in /proc")
    } catch {
      #expect([.storage, .denied, .notFound].contains(error.code))
      #expect(!error.message.isEmpty)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func anUnwritableDirectoryIsSaid() async throws {
    let folder = try QueueFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
    await expect(.denied) { try QueuePool.create(at: folder.database, capacity: 3) }
    #expect(try folder.files().isEmpty)
  }

  @Test func theCapacityHasBounds() async throws {
    for capacity in [Int.min, -1, 0, 65_537, .max] {
      let folder = try QueueFolder()
      await expect(.invalid) { try QueuePool.create(at: folder.database, capacity: capacity) }
      #expect(try folder.files().isEmpty)
    }
    let queue = try QueueFolder(capacity: 1).open()
    #expect(queue.level.capacity == 1)
    try await queue.put(.sample())
    await expect(.full) { try await queue.put(.sample()) }
  }

  @Test func aSecondQueueIsNotMadeOverTheFirst() async throws {
    let folder = try QueueFolder(capacity: 3)
    let queue = try folder.open()
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    await queue.close()
    await expect(.conflict) { try QueuePool.create(at: folder.database, capacity: 3) }
    #expect(try await folder.open().all() == [envelope])
  }

  /// A new database beside the old one's log would take over what the log holds.
  @Test func aQueueIsNotMadeBesideAnotherOnesLog() async throws {
    let folder = try QueueFolder.unsettled(try QueueFolder(capacity: 3), changes: [.sample()])
    try FileManager.default.removeItem(atPath: folder.database)
    await expect(.conflict) { try QueuePool.create(at: folder.database, capacity: 3) }
    #expect(try folder.files() == ["queue.db-wal"])
  }

  /// The power may go while a queue is made; then it can be made again.
  @Test func whatAnInterruptedCreationLeftIsNoHindrance() async throws {
    let folder = try QueueFolder(capacity: 3)
    try FileManager.default.moveItem(atPath: folder.database, toPath: folder.database + ".new")
    await expect(.notFound) { _ = try folder.open() }
    try QueuePool.create(at: folder.database, capacity: 5)
    #expect(try folder.open().level.capacity == 5)
    #expect(try folder.files() == ["queue.db", "queue.db-wal"])
  }

  @Test func twoOwnersAreOneTooMany() async throws {
    let folder = try QueueFolder(capacity: 3)
    let queue = try folder.open()
    let envelope = Envelope.sample()
    try await queue.put(envelope)
    await expect(.storage) { _ = try folder.open() }
    let other = Envelope.sample()
    try await queue.put(other)
    await queue.close()
    #expect(try await folder.open().all() == [envelope, other])
  }

  /// Runs a statement as some other program would, and leaves the WAL as it is.
  private func sql(_ folder: QueueFolder, _ statement: String) throws {
    let log = try folder.bytes(folder.log)
    let connection = try SQLiteConnection(path: folder.database, creating: false)
    try connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    try connection.keepWAL()
    try connection.execute(statement)
    connection.close()
    // What the statement wrote is in the database now; the log of before holds other pages.
    try Data(log).write(to: URL(fileURLWithPath: folder.log))
  }
}
