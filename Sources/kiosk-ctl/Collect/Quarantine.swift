import Crypto
import Foundation
import KioskCore

/// What could not be opened: the sealed bytes as they came, a file each, and the reasons in `quarantine.jsonl`.
struct Quarantine: Sendable {
  /// One of them.
  struct Entry: Codable, Equatable, Sendable {
    /// Name of the file in the folder.
    let file: String
    /// Id of the envelope; nil when the bytes are none.
    let id: String?
    /// A `KioskError.Code`.
    let reason: String
    let message: String
    let nextStep: String

    enum CodingKeys: String, CodingKey {
      case file, id, reason, message
      case nextStep = "next_step"
    }

    var line: String {
      JSONText.object(
        Record([
          Field("file", nil, .text(file)), Field("id", nil, id.map(Value.text) ?? .absent),
          Field("reason", nil, .text(reason)), Field("message", nil, .text(message)),
          Field("next_step", nil, .text(nextStep)),
        ]))
    }
  }

  private let folder: String
  private var list: LineFile

  /// - Parameters:
  ///   - folder: for the envelopes; made if it is not there.
  ///   - list: path of the reasons.
  init(folder: String, list: String) throws(KioskError) {
    try AtomicFile.makeDirectory(folder)
    self.folder = folder
    self.list = try LineFile(list) { line in (try? JSONDecoder().decode(Entry.self, from: line))?.file }
  }

  /// How many there are.
  var count: Int { list.count }

  func contains(_ file: String) -> Bool { list.contains(file) }

  /// Puts bytes aside, durably. What is there already changes nothing.
  mutating func put(_ items: [(entry: Entry, bytes: [UInt8])]) throws(KioskError) {
    for item in items where !list.contains(item.entry.file) {
      try AtomicFile.write(item.bytes, to: "\(folder)/\(item.entry.file)")
    }
    try list.append(items.map { ($0.entry.file, $0.entry.line) })
  }

  /// Removes files and their reasons, those first that hold what was said.
  mutating func remove(_ files: Set<String>) throws(KioskError) {
    let known = files.filter(list.contains)
    guard !known.isEmpty else { return }
    for file in known { AtomicFile.remove("\(folder)/\(file)") }
    try AtomicFile.flushDirectory(of: "\(folder)/.")
    try list.remove(known)
  }

  /// The envelopes that another key, or a later version, might open by now.
  func retriable() throws(KioskError) -> [(file: String, bytes: [UInt8])] {
    let reasons: Set<String> = [KioskError.Code.notFound.rawValue, KioskError.Code.tooNew.rawValue]
    var files: [String] = []
    try list.read(list.names) { line throws(KioskError) in
      if let entry = try? JSONDecoder().decode(Entry.self, from: line), reasons.contains(entry.reason) {
        files.append(entry.file)
      }
    }
    var found: [(file: String, bytes: [UInt8])] = []
    for file in files where AtomicFile.exists("\(folder)/\(file)") {
      found.append((file, try AtomicFile.read("\(folder)/\(file)")))
    }
    return found
  }

  /// Brings the reasons into the order of the files.
  mutating func sort() throws(KioskError) { try list.sort() }

  /// The name for an envelope that does not open.
  static func file(_ id: EnvelopeID) -> String { "\(id).envelope" }

  /// The name for bytes whose id, if there is one, another envelope has.
  static func file(_ id: EnvelopeID?, of bytes: [UInt8]) -> String {
    let digest = Array(SHA256.hash(data: bytes)).prefix(8).hexadecimal
    return "\(id.map(\.description) ?? "unreadable")-\(digest).envelope"
  }
}
