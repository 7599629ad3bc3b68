import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_ctl

@Suite struct CollectionRunTests {
  let fixture = try! CollectionFixture()

  @Test func whatWasSaidIsWrittenSortedById() async throws {
    let envelopes = try (1...20).map { try fixture.envelope("words \($0)") }
    let summary = try await fixture.run(envelopes.map { .envelope($0.bytes) })
    #expect(summary.added == 20 && summary.contributions == 20 && summary.quarantined == 0)
    let collected = try fixture.collected()
    #expect(collected.map(\.id) == envelopes.map(\.id.description).sorted())
    #expect(collected.allSatisfy { $0.day == "2026-02-16" && $0.prompt == "working-well" && $0.session == nil })
    #expect(try fixture.read("contributions.csv").split(separator: "\r\n").count == 21)
    #expect(fixture.folder.mode("collected/contributions.jsonl") == 0o600)
    #expect(fixture.folder.mode("collected/contributions.csv") == 0o600)
    #expect(fixture.folder.mode("collected/cursor.json") == 0o600)
    #expect(fixture.folder.mode("collected") == 0o700)
  }

  @Test func eachContributionStandsOnceHoweverOftenItCame() async throws {
    let envelopes = try (1...3).map { try fixture.envelope("words \($0)") }
    let items = envelopes.map { CollectResponse.Item.envelope($0.bytes) }
    try await fixture.run(items + items)
    let again = try await fixture.run(items)
    #expect(again.added == 0 && again.contributions == 3)
    #expect(try fixture.words() == ["words 1", "words 2", "words 3"])
  }

  @Test func whatWasRehearsedIsNotCountedWithTheRest() async throws {
    let real = try (1...3).map { try fixture.envelope("words \($0)") }
    let rehearsed = try (1...2).map { try fixture.envelope("trial \($0)", isRehearsal: true) }
    let summary = try await fixture.run((real + rehearsed).map { .envelope($0.bytes) })
    #expect(summary.added == 5 && summary.contributions == 3 && summary.rehearsals == 2)
    #expect(try fixture.collected().filter(\.isRehearsal).count == 2)
    let again = try await fixture.run([])
    #expect(again.contributions == 3 && again.rehearsals == 2)
  }

  @Test func theNextRunGoesOnFromTheLastItem() async throws {
    try await fixture.run([.envelope(fixture.envelope("first").bytes), .envelope(fixture.envelope("second").bytes)])
    let run = CollectionRun(try fixture.open(), key: fixture.key)
    #expect(try await run.begin() == [2])
  }

  @Test func whatIsWithdrawnGoesFromEverywhere() async throws {
    let envelopes = try (1...3).map { try fixture.envelope("words \($0)") }
    try await fixture.run(envelopes.map { .envelope($0.bytes) })
    let gone = envelopes[1]
    let summary = try await fixture.run([.withdrawn(gone.id.bytes), .envelope(gone.bytes)], from: 4)
    #expect(summary.withdrawn == 1 && summary.added == 0 && summary.contributions == 2)
    for name in try fixture.files() where name != "quarantine" {
      #expect(try !fixture.read(name).contains(gone.id.description))
      #expect(try !fixture.read(name).contains("words 2"))
    }
  }

  @Test func whatIsWithdrawnInTheSameRunNeverComesToTheDisk() async throws {
    let envelope = try fixture.envelope("taken back")
    let summary = try await fixture.run([.envelope(envelope.bytes), .withdrawn(envelope.id.bytes)])
    #expect(summary.added == 0 && summary.contributions == 0)
    #expect(try fixture.read("contributions.jsonl").isEmpty)
  }

  @Test func theTableDoesNotOutliveWhatWasWithdrawn() async throws {
    let envelope = try fixture.envelope("taken back")
    try await fixture.run([.envelope(envelope.bytes)])
    var folder = try fixture.open()
    var batch = CollectionFolder.Batch()
    batch.withdrawn = [envelope.id]
    try folder.commit(batch)
    #expect(try !fixture.files().contains("contributions.csv"))
    #expect(try fixture.read("contributions.jsonl").isEmpty)
  }

  @Test func whatDoesNotOpenIsPutAsideAndTheRestGoesOn() async throws {
    let good = try fixture.envelope("good")
    var changed = try fixture.envelope("changed").bytes
    changed[3000] ^= 1
    let foreign = try fixture.envelope("foreign", to: try CollectionPrivateKey())
    let noise = RandomBytes.make(100)
    let twin = good.bytes.dropLast() + [good.bytes[4095] ^ 1]
    let items: [CollectResponse.Item] = [
      .envelope(changed), .envelope(foreign.bytes), .envelope(noise), .quarantined(Array(twin)), .envelope(good.bytes),
    ]
    let summary = try await fixture.run(items)
    #expect(summary.added == 1 && summary.quarantined == 4 && summary.setAside == 4)
    #expect(try fixture.words() == ["good"])
    let reasons = try fixture.read("quarantine.jsonl").split(separator: "\n").map {
      try JSONDecoder().decode(Quarantine.Entry.self, from: Data($0.utf8))
    }
    #expect(reasons.map(\.reason).sorted() == ["conflict", "corrupt", "invalid", "not-found"])
    #expect(try fixture.files("quarantine") == reasons.map(\.file).sorted())
    for (reason, bytes) in [("corrupt", changed), ("not-found", foreign.bytes), ("invalid", noise)] {
      let entry = try #require(reasons.first { $0.reason == reason })
      #expect(try AtomicFile.read("\(fixture.out)/quarantine/\(entry.file)") == bytes)
      #expect(fixture.folder.mode("collected/quarantine/\(entry.file)") == 0o600)
    }
    #expect(try await fixture.run(items).quarantined == 0)
  }

  @Test func anotherKeyOpensWhatWasPutAside() async throws {
    let other = try CollectionPrivateKey()
    let envelopes = [try fixture.envelope("mine"), try fixture.envelope("theirs", to: other)]
    try await fixture.run(envelopes.map { .envelope($0.bytes) })
    #expect(try fixture.words() == ["mine"])
    let summary = try await fixture.run([], with: other)
    #expect(summary.released == 1 && summary.added == 1 && summary.setAside == 0)
    #expect(try fixture.words() == ["mine", "theirs"])
    #expect(try fixture.files("quarantine").isEmpty)
  }

  @Test func aSealedOneThatIsWithdrawnLeavesTheQuarantine() async throws {
    let foreign = try fixture.envelope("foreign", to: try CollectionPrivateKey())
    try await fixture.run([.envelope(foreign.bytes)])
    try await fixture.run([.withdrawn(foreign.id.bytes)], from: 2)
    #expect(try fixture.files("quarantine").isEmpty)
    #expect(try fixture.read("quarantine.jsonl").isEmpty)
  }

  @Test func manyItemsComeToTheDiskInBatches() async throws {
    let envelope = try fixture.envelope("again and again")
    let run = CollectionRun(try fixture.open(), key: fixture.key)
    _ = try await run.begin()
    for _ in 0..<300 {
      try await run.take(CollectResponse(cursor: [9], item: .envelope(envelope.bytes), total: 300))
    }
    #expect(try fixture.words() == ["again and again"])
    #expect(try fixture.read("cursor.json").contains("\"09\""))
  }
}
