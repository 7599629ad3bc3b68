import Foundation
import Testing

@testable import KioskCore

/// A state directory with nothing but a pool of the queue in it; gone when the last reference is.
final class QueueFolder: Sendable {
  let path: String
  let layout: SlotLayout
  /// The whole length of the words' WAL: a header, then 72 frames of one page each.
  static let reservedLength = 32 + 72 * (24 + 8192)
  /// That of this pool: the parts of its largest group, and eight pages.
  var reservedLength: Int { 32 + (layout.largestGroup * layout.parts + 8) * (24 + 8192) }

  var database: String { path + "/" + layout.file }
  var log: String { database + "-wal" }

  /// An empty folder, in memory where the system has such a place: the tests say themselves what is flushed.
  init(in place: String? = nil, _ layout: SlotLayout = .words) throws {
    self.layout = layout
    let memory = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    path = (place ?? memory) + "/kiosk-queue-" + RandomBytes.make(8).hexadecimal
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  /// A folder with a new pool.
  convenience init(capacity: Int, _ layout: SlotLayout = .words) throws {
    try self.init(in: nil, layout)
    try QueuePool.create(at: database, capacity: capacity, layout)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Opens the pool, which keeps the folder while it is in use.
  func open() throws -> QueuePool {
    try QueuePool(at: database, layout) { _ in _ = self }
  }

  /// Opens the pool's file alone.
  func file() throws -> QueueFile { try QueueFile(at: database, layout) }

  /// What the folder would hold if the power went now.
  func copy() throws -> QueueFolder {
    let copy = try QueueFolder(in: nil, layout)
    for name in try files() {
      try FileManager.default.copyItem(atPath: "\(path)/\(name)", toPath: "\(copy.path)/\(name)")
    }
    return copy
  }

  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func bytes(_ file: String) throws -> [UInt8] {
    try AtomicFile.read(file, maximum: .max)
  }

  /// Changes bytes of a file in place.
  func change(_ file: String, at offset: Int, _ edit: (UInt8) -> UInt8) throws {
    let handle = try #require(FileHandle(forUpdatingAtPath: file))
    defer { try? handle.close() }
    try handle.seek(toOffset: UInt64(offset))
    let old = try #require(try handle.read(upToCount: 1)?.first)
    try handle.seek(toOffset: UInt64(offset))
    try handle.write(contentsOf: [edit(old)])
  }

  /// Where bytes stand in a file.
  func offsets(of needle: [UInt8], in file: String) throws -> [Int] {
    try bytes(file).offsets(of: needle)
  }

  /// What a query says of the database as it is now; the files are not touched.
  func number(_ query: String) throws -> Int? {
    let copy = try copy()
    return try withExtendedLifetime(copy) {
      let connection = try SQLiteConnection(path: copy.database, creating: false)
      defer { connection.close() }
      return try connection.number(query)
    }
  }

  /// Whether bytes of any part of an envelope's seal stand anywhere in any file.
  func holds(_ envelope: Envelope) throws -> Bool {
    let contents = try files().map { try bytes("\(path)/\($0)") }
    return parts(of: envelope).contains { part in contents.contains { !$0.offsets(of: part).isEmpty } }
  }

  /// The pages of the database on which an envelope stands.
  func pages(of envelope: Envelope) throws -> Set<Int> {
    let database = try bytes(database)
    return Set(parts(of: envelope).flatMap { database.offsets(of: $0) }.map { $0 / QueueFile.pageSize })
  }

  /// Some bytes of each part of an envelope.
  private func parts(of envelope: Envelope) -> [[UInt8]] {
    stride(from: 0, to: envelope.bytes.count, by: layout.partLength).map { start in
      Array(envelope.bytes[start...].dropFirst(100).prefix(32))
    }
  }

  /// All bytes of a slot; the files are not touched.
  func slot(_ slot: Int) throws -> [UInt8] {
    let copy = try copy()
    return try withExtendedLifetime(copy) {
      let connection = try SQLiteConnection(path: copy.database, creating: false)
      defer { connection.close() }
      return try layout.rows(of: slot).flatMap { row in
        let statement = try connection.statement("SELECT bytes FROM slot WHERE number = \(row)")
        defer { statement.reset() }
        #expect(try statement.step())
        return statement.bytes(0)
      }
    }
  }
}

extension [UInt8] {
  func offsets(of needle: [UInt8]) -> [Int] {
    var found: [Int] = []
    withUnsafeBytes { all in
      guard let base = all.baseAddress, all.count >= needle.count else { return }
      let last = all.count - needle.count
      var start = 0
      while start <= last, let hit = memchr(base + start, Int32(needle[0]), last - start + 1) {
        let offset = UnsafeRawPointer(hit) - base
        if memcmp(hit, needle, needle.count) == 0 { found.append(offset) }
        start = offset + 1
      }
    }
    return found
  }
}

extension Envelope {
  /// An envelope with random bytes under a real header: the queue never looks behind the seal.
  static func sample(bucket: Bucket = .small, tag: WithdrawalTag = WithdrawalTag()) -> Envelope {
    let header = EnvelopeHeader(
      kind: .contribution, bucket: bucket, keyID: [UInt8](repeating: 7, count: 16), id: EnvelopeID(),
      withdrawalTag: tag)
    return Envelope(header: header, sealed: RandomBytes.make(bucket.envelopeLength - EnvelopeHeader.length))
  }

  /// What stands on one page of a slot, whatever the size.
  var front: [UInt8] { Array(bytes.prefix(4000)) }

  func receipt(_ outcome: Receipt.Outcome = .stored) -> Receipt {
    Receipt(id: id, digest: digest, outcome: outcome)
  }
}

extension QueuePool {
  /// An envelope that was taken.
  func given() async throws(KioskError) -> Envelope {
    let envelope = Envelope.sample(bucket: level.bucket)
    #expect(try await put(envelope))
    return envelope
  }

  /// Everything that waits.
  func all() async throws -> Set<Envelope> {
    let batch = try await batch(limit: .max)
    #expect(Set(batch.map(\.id)).count == batch.count, "an envelope was handed out twice")
    return Set(batch)
  }

  /// Returns when what was answered has been tidied up too.
  func tidied() async throws {
    _ = try await batch(limit: 0)
  }
}

/// Expects an error with a code.
func expect(
  _ code: KioskError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async {
  do {
    try await body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as KioskError {
    #expect(error.code == code, sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

extension QueueFolder {
  /// A copy made at the moment when a group has been committed and not yet been moved out of the WAL.
  static func unsettled(
    _ folder: QueueFolder, changes envelopes: [Envelope], session: String = ""
  ) throws -> QueueFolder {
    let file = try folder.file()
    try file.put(envelopes, session: session)
    defer { file.connection.close() }
    return try folder.copy()
  }
}

extension QueueFile {
  /// Commits envelopes as one group, and stops there.
  func put(_ envelopes: [Envelope], session: String = "") throws {
    var plan = QueuePlan()
    for envelope in envelopes { #expect(try plan.add(.put(envelope, session: session), to: &slots) { _ in nil }) }
    try write(Array(plan.changes.values), counting: plan.counts)
  }
}

extension SlotLayout: CustomTestStringConvertible {
  /// Both pools; what holds for one holds for the other.
  static let both = [words, drawings]

  public var testDescription: String { self == .words ? "words" : "drawings" }

  /// The name of its database in the tests, as on a device.
  var file: String { self == .words ? "queue.db" : "drawings.db" }

  /// An envelope of its size.
  func sample(tag: WithdrawalTag = WithdrawalTag()) -> Envelope { .sample(bucket: bucket, tag: tag) }
}
