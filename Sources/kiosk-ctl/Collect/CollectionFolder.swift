import Foundation
import KioskCore

/// The folder that coordinators collect into. Whatever happens in between, each contribution stands in it once.
struct CollectionFolder: Sendable {
  /// What comes at once to the disk.
  struct Batch {
    var contributions: [CollectedContribution] = []
    /// The pictures that they name.
    var drawings: [EnvelopeID: [UInt8]] = [:]
    var withdrawn: Set<EnvelopeID> = []
    var quarantined: [(entry: Quarantine.Entry, bytes: [UInt8])] = []
    /// Files of the quarantine that have opened by now.
    var released: Set<String> = []
    /// Where to go on when all this is on the disk; nil stays where it was.
    var cursor: [UInt8]?
  }

  private let path: String
  private let lock: FolderLock
  private var contributions: LineFile
  private let drawings: DrawingFiles
  private(set) var quarantine: Quarantine
  private(set) var cursor: CollectionCursor
  /// Whether contributions that had been collected are not there any more; then everything is collected anew.
  let hasLost: Bool

  private var cursorFile: String { path + "/cursor.json" }
  private var tableFile: String { path + "/contributions.csv" }

  /// Opens a folder, or makes it.
  /// - Parameter store: what tells the store from others.
  /// - Throws: `.conflict` when another run is at it or it is another store's, `.corrupt`, and what files throw.
  init(_ path: String, store: String) throws(KioskError) {
    try AtomicFile.makeDirectory(path)
    self.path = path
    lock = try FolderLock(path)
    for name in ["cursor.json.new", "contributions.csv.new"] { AtomicFile.remove("\(path)/\(name)") }
    cursor = try CollectionCursor(path: path + "/cursor.json", store: store)
    drawings = DrawingFiles(folder: path)
    var drawn: Set<String> = []
    contributions = try LineFile(path + "/contributions.jsonl") { line in
      let contribution = CollectedContribution(line: line)
      if let contribution, contribution.drawing != nil { drawn.insert(contribution.id) }
      return contribution?.id
    }
    // A line whose picture is gone counts as lost, and comes again with it.
    try contributions.remove(drawn.subtracting(drawings.tidy(keeping: drawn)))
    quarantine = try Quarantine(folder: path + "/quarantine", list: path + "/quarantine.jsonl")
    hasLost = contributions.count < cursor.contributions
    if hasLost { cursor = CollectionCursor(store: store) }
  }

  /// How many of them were given in a rehearsal, as of the last `finish`.
  private(set) var rehearsals = 0

  /// How many contributions there are.
  var count: Int { contributions.count }

  func contains(_ id: EnvelopeID) -> Bool { contributions.contains(id.description) }

  /// Brings a batch to the disk, and the cursor after it.
  mutating func commit(_ batch: Batch) throws(KioskError) {
    try quarantine.put(batch.quarantined)
    try withdraw(batch.withdrawn)
    try drawings.put(batch.drawings)
    try contributions.append(batch.contributions.map { ($0.id, $0.line) })
    try quarantine.remove(batch.released)
    guard let next = batch.cursor else { return }
    cursor.cursor = next.hexadecimal
    cursor.contributions = contributions.count
    try cursor.write(to: cursorFile)
  }

  private mutating func withdraw(_ ids: Set<EnvelopeID>) throws(KioskError) {
    let known = ids.filter(contains)
    try quarantine.remove(Set(ids.map(Quarantine.file)))
    guard !known.isEmpty else {
      // A run that was killed may have left the picture without its line.
      try drawings.remove(ids)
      return
    }
    // The table goes first, and comes back at the end of the run: it must not outlive the lines.
    AtomicFile.remove(tableFile)
    // The count goes down before the lines do, so that a run which is killed in between does not look like a loss.
    cursor.contributions = min(cursor.contributions, contributions.count - known.count)
    try cursor.write(to: cursorFile)
    try drawings.remove(ids)
    try contributions.remove(Set(known.map(\.description)))
  }

  /// Sorts everything by id and makes the table anew.
  mutating func finish() throws(KioskError) {
    try contributions.sort()
    try quarantine.sort()
    let table = try FileWriter(replacing: tableFile)
    try table.write(Array(CollectedContribution.heading.utf8))
    var marked = 0
    try contributions.read(contributions.names) { line throws(KioskError) in
      guard let contribution = CollectedContribution(line: line) else {
        throw KioskError(.storage, "a line was changed by another program", nextStep: "Run the command again")
      }
      if contribution.isRehearsal { marked += 1 }
      try table.write(Array(contribution.row.utf8))
    }
    try table.replace()
    rehearsals = marked
  }

  /// Hands over contributions by their ids, in the ids' order.
  func read(_ ids: [String], _ body: (CollectedContribution) throws(KioskError) -> Void) throws(KioskError) {
    try contributions.read(ids.filter(contributions.contains).sorted()) { line throws(KioskError) in
      if let contribution = CollectedContribution(line: line) { try body(contribution) }
    }
  }
}

/// Keeps a second run out of a folder, for as long as it lives.
private final class FolderLock: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws(KioskError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.last("\(path) cannot be opened") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw KioskError(.conflict, "another run is collecting into \(path)", nextStep: "Wait until it is done")
    }
  }

  deinit {
    close(descriptor)
  }
}
