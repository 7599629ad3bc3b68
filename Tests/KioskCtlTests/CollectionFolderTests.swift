import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_ctl

/// What a run leaves that is killed at any point, and what others do to the folder.
@Suite struct CollectionFolderTests {
  let fixture = try! CollectionFixture()

  @Test func aHalfWrittenLineIsCutAndComesAgain() async throws {
    try await fixture.run([.envelope(fixture.envelope("first").bytes), .envelope(fixture.envelope("second").bytes)])
    let before = try AtomicFile.read(fixture.lines)
    let cursor = try fixture.read("cursor.json")
    let third = try fixture.envelope("third")
    let line = Array(
      (CollectedContribution(third.id, try EnvelopeSeal.open(third, with: fixture.key)).line + "\n").utf8)
    for length in 0...line.count {
      // Killed while the line was written, or behind it and before the cursor.
      try AtomicFile.write(before + line[..<length], to: fixture.lines)
      try AtomicFile.write(Array(cursor.utf8), to: fixture.out + "/cursor.json")
      let folder = try fixture.open()
      #expect(folder.cursor.bytes == [2] && !folder.hasLost)
      #expect(folder.count == (length == line.count ? 3 : 2))
      let run = CollectionRun(folder, key: fixture.key)
      _ = try await run.begin()
      for item in fixture.stream([.envelope(third.bytes)], from: 3) { try await run.take(item) }
      #expect(try await run.finish().contributions == 3)
      #expect(try fixture.words() == ["first", "second", "third"])
    }
  }

  @Test func aLineThatWasCollectedAndIsCutComesAgain() async throws {
    let items = try ["first", "second"].map { CollectResponse.Item.envelope(try fixture.envelope($0).bytes) }
    try await fixture.run(items)
    let whole = try AtomicFile.read(fixture.lines)
    let last = try #require(whole.dropLast().lastIndex(of: 10))
    for length in last + 1..<whole.count {
      try await fixture.run(items)
      try AtomicFile.write(whole[..<length], to: fixture.lines)
      let folder = try fixture.open()
      #expect(folder.hasLost && folder.cursor.bytes.isEmpty)
      let run = CollectionRun(folder, key: fixture.key)
      #expect(try await run.begin().isEmpty)
      for item in fixture.stream(items) { try await run.take(item) }
      _ = try await run.finish()
      #expect(try fixture.words() == ["first", "second"])
    }
  }

  @Test func aFileThatIsGoneIsCollectedAnew() async throws {
    let items = [CollectResponse.Item.envelope(try fixture.envelope("first").bytes)]
    try await fixture.run(items)
    AtomicFile.remove(fixture.lines)
    #expect(try fixture.open().hasLost)
  }

  @Test func aWithdrawalThatIsCutShortDoesNotLookLikeALoss() async throws {
    let envelopes = [try fixture.envelope("first"), try fixture.envelope("second")]
    try await fixture.run(envelopes.map { .envelope($0.bytes) })
    do {
      var killed = try fixture.open()
      var batch = CollectionFolder.Batch()
      batch.withdrawn = [envelopes[0].id]
      // Without a cursor: as if the run was killed behind the removal.
      try killed.commit(batch)
    }
    let folder = try fixture.open()
    #expect(!folder.hasLost && folder.cursor.bytes == [2] && folder.count == 1)
  }

  @Test func aLineInTheMiddleThatCannotBeReadStopsTheRun() async throws {
    try await fixture.run(try ["first", "second"].map { .envelope(try fixture.envelope($0).bytes) })
    let text = try fixture.read("contributions.jsonl")
    try AtomicFile.write(Array(("not a line\n" + text).utf8), to: fixture.lines)
    let error = expect(.corrupt) { _ = try fixture.open() }
    #expect(error?.message.contains("contributions.jsonl:1:") == true)
    #expect(try fixture.read("contributions.jsonl").hasSuffix(text), "what cannot be read is left alone")
  }

  @Test func linesOfAnotherSystemAndLinesThatStandTwiceAreTakenOnce() async throws {
    let items = try ["first", "second"].map { CollectResponse.Item.envelope(try fixture.envelope($0).bytes) }
    try await fixture.run(items)
    let text = try fixture.read("contributions.jsonl")
    try AtomicFile.write(Array((text.replacingOccurrences(of: "\n", with: "\r\n") + text).utf8), to: fixture.lines)
    try await fixture.run([])
    #expect(try fixture.words() == ["first", "second"])
  }

  @Test func whatAKilledRunLeftBesideIsRemoved() throws {
    _ = try fixture.open()
    for name in ["contributions.jsonl.new", "contributions.csv.new", "cursor.json.new", "quarantine.jsonl.new"] {
      try AtomicFile.write(Array("words".utf8), to: "\(fixture.out)/\(name)")
    }
    _ = try fixture.open()
    #expect(try !fixture.files().contains { $0.hasSuffix(".new") })
  }

  @Test func twoRunsAtOnceAreKeptApart() throws {
    let first = try fixture.open()
    expect(.conflict) { _ = try fixture.open() }
    _ = first.count
  }

  @Test func anotherStoreIsRefused() async throws {
    try await fixture.run([.envelope(fixture.envelope("first").bytes)])
    expect(.conflict) { _ = try fixture.open(store: "another store") }
  }

  @Test func aCursorThatCannotBeReadSaysWhatToDo() async throws {
    try await fixture.run([.envelope(fixture.envelope("first").bytes)])
    try AtomicFile.write(Array("{}".utf8), to: fixture.out + "/cursor.json")
    #expect(expect(.corrupt) { _ = try fixture.open() }?.nextStep.contains("Remove it") == true)
  }
}
