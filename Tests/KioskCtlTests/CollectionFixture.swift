import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_ctl

/// A folder that is collected into, and a store's side of it.
struct CollectionFixture {
  let folder: TestFolder
  let key: CollectionPrivateKey

  init() throws {
    folder = try TestFolder()
    key = try CollectionPrivateKey()
  }

  var out: String { folder.file("collected") }
  var lines: String { out + "/contributions.jsonl" }

  func envelope(_ words: String, to other: CollectionPrivateKey? = nil, isRehearsal: Bool = false) throws -> Envelope {
    try envelope(.words(try Words(words)), to: other, isRehearsal: isRehearsal)
  }

  /// A real drawing.
  static let png = try! AtomicFile.read(
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/drawing.png").path)

  func drawing(_ description: String = "") throws -> Envelope {
    try envelope(.drawing(try Drawing(png: Self.png, description: description)))
  }

  func envelope(
    _ content: Contribution.Content, to other: CollectionPrivateKey? = nil, isRehearsal: Bool = false
  ) throws -> Envelope {
    var labels = Labels()
    labels.activity = "drop-in"
    labels.prompt = "working-well"
    labels.day = 20_500
    labels.isRehearsal = isRehearsal
    return try EnvelopeSeal.seal(Contribution(labels: labels, content: content), to: (other ?? key).publicKey)
  }

  /// What a store sends; each item's cursor is its number, from 1 on.
  func stream(_ items: [CollectResponse.Item], from first: Int = 1) -> [CollectResponse] {
    items.enumerated().map {
      CollectResponse(cursor: [UInt8(first + $0.offset)], item: $0.element, total: UInt64(items.count))
    }
  }

  func open(store: String = "a store") throws -> CollectionFolder { try CollectionFolder(out, store: store) }

  /// A whole run over what the store has behind the cursor.
  @discardableResult
  func run(
    _ items: [CollectResponse.Item], from first: Int = 1, with other: CollectionPrivateKey? = nil
  ) async throws -> CollectionRun.Summary {
    let run = CollectionRun(try open(), key: other ?? key)
    _ = try await run.begin()
    for response in stream(items, from: first) { try await run.take(response) }
    return try await run.finish()
  }

  /// What is in the file, in its order.
  func collected() throws -> [CollectedContribution] {
    try read("contributions.jsonl").split(separator: "\n").map {
      try #require(CollectedContribution(line: Data($0.utf8)))
    }
  }

  func read(_ name: String) throws -> String {
    String(decoding: try AtomicFile.read("\(out)/\(name)", maximum: .max), as: UTF8.self)
  }

  func words() throws -> [String] { try collected().compactMap(\.words).sorted() }

  func files(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(out)/\(name)").sorted()
  }
}
