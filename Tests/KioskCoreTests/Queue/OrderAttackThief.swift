import Foundation

@testable import KioskCore

/// Has the device, and reads every byte of its state directory.
struct OrderAttackThief {
  /// Where an envelope stands.
  private struct Find {
    let file: Int
    let offset: Int
  }

  private let names: [String]
  private let contents: [[UInt8]]
  private let times: [stat]
  private let finds: [EnvelopeID: [Find]]
  private let pageSize: Int

  init(reading folder: QueueFolder) throws {
    let names = try folder.files()
    let contents = try names.map { try folder.bytes("\(folder.path)/\($0)") }
    self.names = names
    self.contents = contents
    times = names.map { name in
      var status = stat()
      stat("\(folder.path)/\(name)", &status)
      return status
    }
    var finds: [EnvelopeID: [Find]] = [:]
    for (file, bytes) in contents.enumerated() {
      for offset in bytes.offsets(of: EnvelopeHeader.magic) {
        guard let header = try? EnvelopeHeader(decoding: bytes[offset...]) else { continue }
        finds[header.id, default: []].append(Find(file: file, offset: offset))
      }
    }
    self.finds = finds
    // SQLite's file format: the page size stands at 16.
    pageSize =
      names.firstIndex { $0.hasSuffix(".db") }.map { Int(contents[$0][16]) << 8 | Int(contents[$0][17]) } ?? 4096
  }

  /// The envelopes that were found in a file.
  func found(in name: String) -> Set<EnvelopeID> {
    Set(finds.filter { $0.value.contains { names[$0.file] == name } }.keys)
  }

  /// What each physical trace says of each of the envelopes, in their order. Those that it says nothing of are left
  /// out.
  /// - Parameter rows: row numbers, as a database tool shows them.
  func traces(of envelopes: [EnvelopeID], rows: [EnvelopeID: Int]) -> [String: [Double]] {
    var traces: [String: [Double]] = ["row": envelopes.compactMap { rows[$0].map(Double.init) }]
    let finds = envelopes.compactMap { self.finds[$0] }
    var starts = [0]
    for bytes in contents { starts.append(starts[starts.count - 1] + bytes.count) }
    func add(_ name: String, _ key: (Find) -> Double?) {
      traces[name + ", first"] = finds.compactMap { $0.compactMap(key).min() }
      traces[name + ", last"] = finds.compactMap { $0.compactMap(key).max() }
    }
    traces["copies"] = finds.map { Double($0.count) }
    add("place in all files") { Double(starts[$0.file] + $0.offset) }
    add("file: changed") { seconds(times[$0.file].st_mtim) }
    add("file: read") { seconds(times[$0.file].st_atim) }
    add("file: inode changed") { seconds(times[$0.file].st_ctim) }
    add("file: inode number") { Double(times[$0.file].st_ino) }
    add("database: page") { inDatabase($0) ? Double($0.offset / pageSize) : nil }
    add("database: place in the page") { inDatabase($0) ? Double($0.offset % pageSize) : nil }
    add("database: head of the page") { inDatabase($0) ? head(of: $0) : nil }
    add("database: overflow page") { inDatabase($0) ? overflow($0) : nil }
    add("log: frame") { names[$0.file].hasSuffix("-wal") ? Double(($0.offset - 32) / (24 + pageSize)) : nil }
    return traces
  }

  private func inDatabase(_ find: Find) -> Bool { names[find.file].hasSuffix(".db") }

  private func seconds(_ time: timespec) -> Double { Double(time.tv_sec) + Double(time.tv_nsec) / 1e9 }

  /// The b-tree's own bytes in front of a page: kind, free blocks, number of cells, where they begin.
  private func head(of find: Find) -> Double {
    let start = find.offset / pageSize * pageSize
    return contents[find.file][start..<start + 8].reduce(0) { $0 * 256 + Double($1) }
  }

  /// The number of the page where a row goes on that does not fit: for an envelope behind its id in a table without
  /// row numbers and pages of 4 KiB, 469 bytes of it stand in the row itself.
  private func overflow(_ find: Find) -> Double? {
    let bytes = contents[find.file]
    let pointer = find.offset + 469
    guard pointer + 4 <= bytes.count else { return nil }
    let page = bytes[pointer..<pointer + 4].reduce(0) { $0 << 8 | Int($1) }
    return page < bytes.count / pageSize ? Double(page) : nil
  }
}
