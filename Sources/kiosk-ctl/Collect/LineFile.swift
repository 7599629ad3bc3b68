import Foundation
import KioskCore

/// A file of JSON Lines, each with a name of its own. Lines are appended and flushed; taking lines out and sorting
/// replaces the file at once. What a killed run left half-written is cut off when the file is opened.
struct LineFile: Sendable {
  /// Where each line stands, its line feed left out.
  private var ranges: [String: Range<Int>] = [:]
  private let path: String
  private var length = 0
  /// Whether the lines stand by name, each once.
  private var isInOrder = true
  private var last = ""

  /// Opens a file, or makes an empty one that only its owner can read.
  /// - Parameter name: the name of a line, or nil when it is none.
  /// - Throws: `KioskError.corrupt` when a whole line is none.
  init(_ path: String, name: (Data) -> String?) throws(KioskError) {
    self.path = path
    AtomicFile.remove(path + ".new")
    guard AtomicFile.exists(path) else {
      try AtomicFile.write([], to: path)
      return
    }
    let data = try Self.map(path)
    var start = data.startIndex
    while let end = data[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let name = name(data[start..<end]) else {
        throw KioskError(
          .corrupt, "\(path):\(ranges.count + 1): the line cannot be read",
          nextStep: "Move the file away and run the command again; everything is collected anew")
      }
      note(name, start..<end)
      start = data.index(after: end)
    }
    length = start
    if start < data.endIndex { try cut() }
    guard chmod(path, AtomicFile.privateMode) == 0 else { throw FileError.last("the mode of \(path) cannot be set") }
  }

  /// How many lines there are.
  var count: Int { ranges.count }

  /// The names, sorted.
  var names: [String] { ranges.keys.sorted() }

  func contains(_ name: String) -> Bool { ranges[name] != nil }

  /// Writes lines behind the others and flushes them. Lines whose name is there already are left out.
  mutating func append(_ lines: [(name: String, text: String)]) throws(KioskError) {
    var fresh: [(name: String, range: Range<Int>)] = []
    var bytes: [UInt8] = []
    for line in lines where !contains(line.name) && !fresh.contains(where: { $0.name == line.name }) {
      let start = length + bytes.count
      bytes += line.text.utf8
      fresh.append((line.name, start..<length + bytes.count))
      bytes.append(UInt8(ascii: "\n"))
    }
    guard !fresh.isEmpty else { return }
    let writer = try FileWriter(appendingTo: path)
    try writer.write(bytes)
    try writer.flush()
    length += bytes.count
    for (name, range) in fresh { note(name, range) }
  }

  /// Takes lines out.
  mutating func remove(_ names: Set<String>) throws(KioskError) {
    guard names.contains(where: contains) else { return }
    try rewrite(ranges.filter { !names.contains($0.key) })
  }

  /// Brings the lines into the order of their names.
  mutating func sort() throws(KioskError) {
    if !isInOrder { try rewrite(ranges) }
  }

  /// Hands over lines by their names, in that order.
  func read(_ names: [String], _ body: (Data) throws(KioskError) -> Void) throws(KioskError) {
    guard !names.isEmpty else { return }
    let data = try Self.map(path)
    for name in names {
      guard let range = ranges[name], range.upperBound <= data.count else {
        throw KioskError(.storage, "\(path) was changed by another program", nextStep: "Run the command again")
      }
      try body(data[range])
    }
  }

  private mutating func note(_ name: String, _ range: Range<Int>) {
    if ranges.updateValue(range, forKey: name) != nil || name < last { isInOrder = false }
    last = name
  }

  private mutating func rewrite(_ kept: [String: Range<Int>]) throws(KioskError) {
    let names = kept.keys.sorted()
    let writer = try FileWriter(replacing: path)
    var moved: [String: Range<Int>] = [:]
    var end = 0
    try read(names) { line throws(KioskError) in
      try writer.write(line)
      try writer.write([UInt8(ascii: "\n")])
      moved[names[moved.count]] = end..<end + line.count
      end += line.count + 1
    }
    try writer.replace()
    (ranges, length, isInOrder, last) = (moved, end, true, names.last ?? "")
  }

  private func cut() throws(KioskError) {
    guard truncate(path, length) == 0 else { throw FileError.last("\(path) cannot be cut") }
    try AtomicFile.flush(path)
  }

  private static func map(_ path: String) throws(KioskError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw KioskError(.storage, "\(path) cannot be read", nextStep: "Check the file's owner and mode")
    }
  }
}
