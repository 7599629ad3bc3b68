import Foundation
import KioskRPC
import Testing

@testable import KioskCore
@testable import kiosk_store

/// What a collection reads at once is bounded by bytes too, whatever the envelopes' sizes.
@Suite struct StorePageTests {
  private func envelope(_ bucket: Bucket) -> Envelope {
    let header = EnvelopeHeader(
      kind: .contribution, bucket: bucket, keyID: [UInt8](repeating: 7, count: 16), id: EnvelopeID(),
      withdrawalTag: WithdrawalTag())
    return Envelope(header: header, sealed: RandomBytes.make(bucket.envelopeLength - EnvelopeHeader.length))
  }

  @Test func aPageIsBoundedAndNothingIsLeftOut() async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/pages-" + UUID().uuidString.prefix(8)
    try AtomicFile.makeDirectory(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try StoreDatabase.create(at: folder + "/store.db")
    let store = try Store(at: folder + "/store.db")
    var given: Set<[UInt8]> = []
    for bucket in [Bucket](repeating: .media64, count: 40) + [Bucket](repeating: .small, count: 100) + Bucket.allCases {
      let envelope = envelope(bucket)
      #expect(try await store.deliver(envelope).outcome == .stored)
      given.insert(envelope.bytes)
    }
    // The same ids with other bytes go into the quarantine.
    var set: Set<[UInt8]> = []
    for bytes in given.prefix(70) {
      let other = try Envelope(decoding: bytes.dropLast() + [bytes[bytes.count - 1] ^ 1])
      #expect(try await store.deliver(other).outcome == .quarantined)
      set.insert(other.bytes)
    }
    let round = try await store.endRound()
    var cursor = CollectionCursor()
    var pages = 0
    while true {
      let items = try await store.items(after: cursor, upTo: round)
      guard let last = items.last else { break }
      let lengths = items.map(\.item.bytes.count)
      #expect(items.count <= Store.page)
      #expect(lengths.dropLast().reduce(0, +) < Store.pageBytes)
      for (item, _) in items {
        switch item {
        case .envelope(let bytes): #expect(given.remove(bytes) != nil)
        case .quarantined(let bytes): #expect(set.remove(bytes) != nil)
        case .withdrawn: Issue.record("nothing was withdrawn")
        }
      }
      cursor = last.cursor
      pages += 1
    }
    #expect(given.isEmpty && set.isEmpty && pages > 5)
    await store.close()
  }
}
