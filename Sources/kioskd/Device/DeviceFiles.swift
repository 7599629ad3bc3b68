import KioskCore
import KioskRPC

/// The state directory, by name.
struct DeviceFiles: Sendable {
  /// The directory.
  let directory: String

  var record: String { directory + "/device.json" }
  var queue: String { directory + "/queue.db" }
  var drawings: String { directory + "/drawings.db" }
  var session: String { directory + "/session" }
  var group: String { directory + "/group" }

  /// The files of one enrolment.
  struct Enrolment: Sendable {
    let directory: String
    var key: String { directory + "/identity.key" }
    var certificate: String { directory + "/identity.crt" }
    var authority: String { directory + "/authority.crt" }
    var collectionKey: String { directory + "/collection.pub" }
    var packSigners: String { directory + "/pack.signers" }
    var pack: String { directory + "/pack.kpack" }
    var feedback: String { directory + "/feedback.kfeedback" }
    var revoked: String { directory + "/revoked" }
    /// The fingerprint of the collection key with which a test envelope was opened.
    var testedKey: String { directory + "/tested" }

    /// Makes the certificate's identity.
    func identity() throws(KioskError) -> TLSIdentity {
      TLSIdentity(
        certificate: try AtomicFile.read(certificate),
        privateKeyPEM: String(decoding: try AtomicFile.read(key), as: UTF8.self),
        authority: try AtomicFile.read(authority))
    }

    /// Serial numbers of certificates that the store ended: a line of hexadecimal digits each.
    func revokedSerials() throws(KioskError) -> Set<[UInt8]> {
      guard AtomicFile.exists(revoked) else { return [] }
      let lines = String(decoding: try AtomicFile.read(revoked), as: UTF8.self).split(separator: "\n")
      let serials = lines.compactMap { [UInt8](hexadecimal: String($0)) }
      guard serials.count == lines.count else { throw KioskError(.corrupt, "\(revoked) is damaged") }
      return Set(serials)
    }

    /// Keeps such serial numbers.
    func keep(revoked serials: Set<[UInt8]>) throws(KioskError) {
      let lines = serials.map(\.hexadecimal).sorted().map { $0 + "\n" }
      try AtomicFile.write(Array(lines.joined().utf8), to: revoked)
    }

    /// The keys whose packs and feedback are accepted: 32 bytes each, one after the other.
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
