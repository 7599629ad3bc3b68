import Foundation
import KioskRPC
import Testing

@testable import KioskCore
@testable import kiosk_store
@testable import kioskd

/// What a start would find now, read from copies of the files. A daemon that runs stands still meanwhile: what it has
/// written until then is what a crash would leave.
enum Recovered {
  /// The words that wait in a device's queue. The database's pages must be whole, and nothing set aside.
  static func queue(of device: Device) async throws -> [String] {
    let copy = try await device.daemon.frozen {
      try Copy(
        of: ["queue.db", "queue.db-wal", "drawings.db", "drawings.db-wal"], in: device.files.directory)
    }
    defer { copy.remove() }
    var envelopes: [Envelope] = []
    for (name, layout) in [("queue.db", SlotLayout.words), ("drawings.db", .drawings)] {
      let pool = try QueuePool(at: "\(copy.directory)/\(name)", layout)
      #expect(try await pool.integrityProblem() == nil)
      envelopes += try await pool.batch(limit: .max)
      #expect(pool.level.setAside == 0, "something was set aside")
      await pool.close()
    }
    return try envelopes.map { try device.world.ledger.words(in: $0, with: device.world.collectionKey) }
  }

  /// The words that stand in a store's database. Its pages must be whole.
  static func store(_ store: StoreServer) async throws -> [String] {
    try await store.daemon.frozen { try read(store) }
  }

  private static func read(_ store: StoreServer) throws -> [String] {
    let copy = try Copy(of: ["store.db", "store.db-wal"], in: store.files.directory)
    defer { copy.remove() }
    let connection = try SQLiteConnection(path: copy.directory + "/store.db", creating: false)
    defer { connection.close() }
    #expect(try connection.pragma("integrity_check") == "ok")
    let statement = try connection.statement("SELECT bytes FROM envelope")
    var words: [String] = []
    while try statement.step() {
      words.append(
        try store.world.ledger.words(in: try Envelope(decoding: statement.bytes(0)), with: store.world.collectionKey))
    }
    return words
  }

  private struct Copy {
    let directory: String

    init(of names: [String], in folder: String) throws {
      directory = "/tmp/kiosk-copy-" + RandomBytes.make(6).hexadecimal
      try AtomicFile.makeDirectory(directory)
      for name in names where AtomicFile.exists("\(folder)/\(name)") {
        try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(directory)/\(name)")
      }
    }

    func remove() {
      try? FileManager.default.removeItem(atPath: directory)
    }
  }
}
