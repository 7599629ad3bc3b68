import FoundationEssentials
import KioskCore

/// What a device is, as `device.json` says. The file's presence means that the state directory was provisioned: from
/// then on a missing queue is a fault, and never a fresh device.
struct DeviceRecord: Codable, Sendable, Equatable {
  /// Layout of the state directory.
  static let currentVersion = 1

  /// How the names of such folders begin.
  static let enrolmentPrefix = "enrolment-"

  /// Layout that wrote it.
  var version = DeviceRecord.currentVersion
  /// The name in the invitation.
  var name = ""
  /// host:port of the store.
  var store = ""
  /// Folder of the present enrolment's files inside the state directory; empty before enrolment. Naming it here is what
  /// makes an enrolment take effect, whole or not at all.
  var enrolment = ""
  /// Fingerprint of the collection key, in hexadecimal: the file that holds the key must match.
  var collectionKeyFingerprint = ""
  /// True when the queue has its pool for drawings: from then on a missing one is a fault. Nil in the record of an
  /// earlier kioskd, which had none.
  var hasDrawings: Bool?

  /// Reads the file.
  /// - Throws: `.notFound`, `.corrupt`, `.tooNew`.
  static func read(from path: String) throws(KioskError) -> DeviceRecord {
    let bytes = try AtomicFile.read(path, maximum: 16 << 10)
    guard let record = try? JSONDecoder().decode(DeviceRecord.self, from: Data(bytes)) else {
      throw KioskError(.corrupt, "\(path) is damaged", nextStep: "Keep the state directory and ask for help")
    }
    guard record.version <= currentVersion else {
      throw KioskError(.tooNew, "the state directory is of a later version", nextStep: "Update kioskd")
    }
    return record
  }

  /// Writes the file, durably.
  func write(to path: String) throws(KioskError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    guard let data = try? encoder.encode(self) else { throw KioskError(.internal, "the device's record is unwritable") }
    try AtomicFile.write(data, to: path)
  }
}
