import Foundation
import KioskCore

/// The pictures of a collection: a PNG each, which only its owner can read. A file is named after its envelope, whose
/// name is random, and is on the disk before the line that names it.
struct DrawingFiles: Sendable {
  /// The folder in that of the collection.
  static let directory = "drawings"
  private static let ending = ".png"

  private let folder: String

  /// - Parameter folder: the collection's.
  init(folder: String) {
    self.folder = "\(folder)/\(Self.directory)"
  }

  /// How a line names a picture.
  static func name(_ id: EnvelopeID) -> String { "\(directory)/\(id)\(ending)" }

  private func path(_ id: EnvelopeID) -> String { "\(folder)/\(id)\(Self.ending)" }

  /// Removes what no line names: what a killed run left.
  /// - Parameter ids: the envelopes whose pictures are named.
  /// - Returns: those of them whose pictures are there.
  func tidy(keeping ids: Set<String>) throws(KioskError) -> Set<String> {
    var found: Set<String> = []
    var hasRemoved = false
    for name in AtomicFile.names(in: folder) {
      let id = name.prefix { $0 != "." }
      // Other files are whoever's put them there.
      guard [UInt8](hexadecimal: String(id))?.count == EnvelopeID.length else { continue }
      if name == id + Self.ending, ids.contains(String(id)) {
        found.insert(String(id))
      } else if name == id + Self.ending || name == id + Self.ending + ".new" {
        AtomicFile.remove("\(folder)/\(name)")
        hasRemoved = true
      }
    }
    if hasRemoved { try AtomicFile.flushDirectory(of: "\(folder)/.") }
    return found
  }

  /// Writes pictures, durably; one that is there is written again.
  func put(_ pictures: [EnvelopeID: [UInt8]]) throws(KioskError) {
    guard !pictures.isEmpty else { return }
    try AtomicFile.makeDirectory(folder)
    for (id, bytes) in pictures { try AtomicFile.write(bytes, to: path(id)) }
  }

  /// Removes pictures, durably; those that are not there are passed over.
  func remove(_ ids: Set<EnvelopeID>) throws(KioskError) {
    let known = ids.filter { AtomicFile.exists(path($0)) }
    guard !known.isEmpty else { return }
    for id in known { AtomicFile.remove(path(id)) }
    try AtomicFile.flushDirectory(of: "\(folder)/.")
  }
}
