import Crypto
import KioskCore
import KioskRPC
import SwiftASN1
import X509

/// The device's TLS key (P-256), and the request for a certificate over it.
struct DeviceKey: Sendable {
  private let key: P256.Signing.PrivateKey

  /// A new key.
  init() {
    key = P256.Signing.PrivateKey()
  }

  /// Reads a key file.
  init(pem: String) throws(KioskError) {
    guard let key = try? P256.Signing.PrivateKey(pemRepresentation: pem) else {
      throw KioskError(.corrupt, "the device's key is damaged", nextStep: "Enrol again")
    }
    self.key = key
  }

  /// The key as PEM.
  var exposedPEM: String { key.pemRepresentation }

  /// A PKCS #10 request (RFC 2986); the authority takes only its public key and gives the names itself.
  func certificateRequest() throws(KioskError) -> [UInt8] {
    do {
      let request = try CertificateSigningRequest(
        version: .v1, subject: try DistinguishedName { CommonName("kiosk") }, privateKey: .init(key),
        attributes: CertificateSigningRequest.Attributes(), signatureAlgorithm: .ecdsaWithSHA256)
      var serializer = DER.Serializer()
      try serializer.serialize(request)
      return serializer.serializedBytes
    } catch {
      throw KioskError(.internal, "a certificate request could not be made")
    }
  }

  /// A signature (ECDSA with SHA-256, DER) over some bytes.
  func signature(of bytes: [UInt8]) throws(KioskError) -> [UInt8] {
    guard let signature = try? key.signature(for: bytes) else { throw KioskError(.internal, "signing failed") }
    return Array(signature.derRepresentation)
  }

  /// Whether a certificate (DER) is for this key and states the role of a device.
  func matches(certificate der: [UInt8]) -> Bool {
    guard let certificate = try? Certificate(derEncoded: der), certificate.kioskRole == .kiosk else { return false }
    return certificate.publicKey == .init(key.publicKey)
  }
}
