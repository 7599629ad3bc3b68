import KioskCore
import KioskRPC

/// The state directory, by name.
struct DeviceFiles: Sendable {
  /// The directory.
  let directory: String

  var record: String { directory + "/device.json" }
  var queue: String { directory + "/queue.db" }

  /// The files of one enrolment.
  struct Enrolment: Sendable {
    let directory: String
    var key: String { directory + "/identity.key" }
    var certificate: String { directory + "/identity.crt" }
    var authority: String { directory + "/authority.crt" }
    var collectionKey: String { directory + "/collection.pub" }
    var packSigners: String { directory + "/pack.signers" }
    var pack: String { directory + "/pack.kpack" }

    /// Makes the certificate's identity.
    func identity() throws(KioskError) -> TLSIdentity {
      TLSIdentity(
        certificate: try AtomicFile.read(certificate),
        privateKeyPEM: String(decoding: try AtomicFile.read(key), as: UTF8.self),
        authority: try AtomicFile.read(authority))
    }

    /// The keys whose packs are accepted: 32 bytes each, one after the other.
    func signers() throws(KioskError) -> [[UInt8]] {
      let bytes = try AtomicFile.read(packSigners)
      guard bytes.count % 32 == 0 else { throw KioskError(.corrupt, "\(packSigners) is damaged") }
      return stride(from: 0, to: bytes.count, by: 32).map { Array(bytes[$0..<$0 + 32]) }
    }
  }

  /// The files of the enrolment that a record names; nil before enrolment.
  func enrolment(_ record: DeviceRecord) -> Enrolment? {
    record.enrolment.isEmpty ? nil : Enrolment(directory: directory + "/" + record.enrolment)
  }
}
