import Crypto
import FoundationEssentials
import KioskCore
import KioskRPC
import SwiftASN1
import X509

/// The store's state directory, by name.
struct StoreFiles: Sendable {
  /// The directory.
  let directory: String

  var database: String { directory + "/store.db" }
  var authorityCertificate: String { directory + "/authority.crt" }
  var authorityKey: String { directory + "/authority.key" }
  var collectionKey: String { directory + "/collection.pub" }
  var packSigners: String { directory + "/pack-signing.pub" }

  /// Reads the authority.
  func authority() throws(KioskError) -> CertificateAuthority {
    guard AtomicFile.exists(authorityCertificate), AtomicFile.exists(database) else {
      throw KioskError(
        .notFound, "\(directory) holds no store", nextStep: "Make one: kiosk-store init --state-directory \(directory)")
    }
    return try CertificateAuthority(
      certificatePEM: String(decoding: try AtomicFile.read(authorityCertificate), as: UTF8.self),
      keyPEM: String(decoding: try AtomicFile.read(authorityKey), as: UTF8.self))
  }

  /// Reads the collection key that devices are given.
  func collectionPublicKey() throws(KioskError) -> CollectionPublicKey {
    let text = String(decoding: try AtomicFile.read(collectionKey), as: UTF8.self)
    return try CollectionPublicKey(try PublicKeyFile(.collection, reading: text).bytes)
  }

  /// Reads the keys whose packs devices accept.
  func signers() throws(KioskError) -> [[UInt8]] {
    [try PublicKeyFile(.packSigning, reading: String(decoding: try AtomicFile.read(packSigners), as: UTF8.self)).bytes]
  }
}

/// Certificate, key and authority of a person, as three PEM files in a directory of their own.
struct CredentialFiles: Sendable {
  let directory: String

  /// Makes a key and a certificate, and writes them.
  /// - Returns: what was issued, to be recorded.
  func write(
    name: String, role: Role, authority: CertificateAuthority
  ) throws(KioskError) -> CertificateAuthority.Issued {
    let key = P256.Signing.PrivateKey()
    let issued = try authority.issue(name: name, role: role, key: .init(key.publicKey))
    try AtomicFile.makeDirectory(directory)
    let certificate = PEMDocument(type: "CERTIFICATE", derBytes: issued.der).pemString + "\n"
    try AtomicFile.write(Array(certificate.utf8), to: directory + "/identity.crt")
    try AtomicFile.write(Array((key.pemRepresentation + "\n").utf8), to: directory + "/identity.key")
    try AtomicFile.write(Array((try authority.exposedPEM.certificate + "\n").utf8), to: directory + "/authority.crt")
    return issued
  }
}
