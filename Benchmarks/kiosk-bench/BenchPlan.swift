import Foundation
import KioskCore

/// Where, with what and how long to measure.
struct BenchPlan: Sendable {
  let directory: String
  let programs: String
  let packFolder: String
  let device: BlockDevice?
  let seconds: Int
  let idleSeconds: Int

  /// The path of one of the programs.
  func program(_ name: String) -> String { programs + "/" + name }

  /// The programme that devices are given.
  func pack() throws -> Pack {
    let names = try FileManager.default.contentsOfDirectory(atPath: packFolder).filter { $0.hasSuffix(".yaml") }
    let files = try names.map { name in
      PackSource.File(name: name, bytes: try AtomicFile.read("\(packFolder)/\(name)"))
    }
    return try PackSource(files).pack()
  }
}
