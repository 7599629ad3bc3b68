import Crypto
import FoundationEssentials
import KioskCore
import KioskRPC
import SwiftASN1
import X509

/// The store as a small certificate authority (P-256, RFC 5280): it names each certificate and states its role itself,
/// and takes from a request nothing but the key.
struct CertificateAuthority: Sendable {
  /// How long certificates hold, in days. A device renews by itself after two thirds; people are asked for anew.
  enum Lifetime {
    static let authority = 20 * 365
    static let store = 5 * 365
    static let kiosk = 365
    static let person = 2 * 365
  }

  /// Certificates hold from a day ago: clocks in rooms differ, and the hour of issue is nobody's business.
  private static let backdating: TimeInterval = 86_400

  /// The authority's certificate.
  let certificate: Certificate
  private let key: Certificate.PrivateKey

  /// What was issued.
  struct Issued: Sendable {
    let der: [UInt8]
    let serial: [UInt8]
    let name: String
    let role: Role
    let lastDay: UInt32
  }

  /// A new authority.
  init(name: String) throws(KioskError) {
    let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    self.key = key
    do {
      let subject = try DistinguishedName { CommonName(name) }
      certificate = try Certificate(
        version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: Date() - Self.backdating,
        notValidAfter: Date() + Double(Lifetime.authority) * 86_400, issuer: subject, subject: subject,
        signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try Certificate.Extensions {
          Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
          Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        },
        issuerPrivateKey: key)
    } catch {
      throw KioskError(.internal, "the authority could not be made")
    }
  }

  /// Reads an authority's PEM files.
  init(certificatePEM: String, keyPEM: String) throws(KioskError) {
    guard let certificate = try? Certificate(pemEncoded: certificatePEM),
      let key = try? Certificate.PrivateKey(pemEncoded: keyPEM), key.publicKey == certificate.publicKey
    else {
      throw KioskError(.corrupt, "the authority's files are damaged", nextStep: "Put the state directory back")
    }
    self.certificate = certificate
    self.key = key
  }

  /// The authority's certificate (DER).
  var der: [UInt8] { (try? certificate.derBytes) ?? [] }

  /// SHA-256 of the certificate: its beginning stands in invitations.
  var fingerprint: [UInt8] { Array(SHA256.hash(data: der)) }

  /// The authority's certificate and key as PEM, to be kept.
  var exposedPEM: (certificate: String, key: String) {
    get throws(KioskError) {
      guard let certificate = try? certificate.serializeAsPEM().pemString, let key = try? key.serializeAsPEM().pemString
      else { throw KioskError(.internal, "the authority could not be written") }
      return (certificate, key)
    }
  }

  /// Issues a certificate for the key of a request (PKCS #10, DER).
  /// - Throws: `KioskError.invalid` when the request is malformed or not signed by its own key.
  func issue(name: String, role: Role, request der: [UInt8]) throws(KioskError) -> Issued {
    guard let request = try? CertificateSigningRequest(derEncoded: der),
      request.publicKey.isValidSignature(request.signature, for: request)
    else { throw KioskError(.invalid, "the certificate request is malformed") }
    return try issue(name: name, role: role, key: request.publicKey)
  }

  /// Issues a certificate.
  func issue(name: String, role: Role, key subjectKey: Certificate.PublicKey) throws(KioskError) -> Issued {
    let (days, host): (Int, String?) =
      switch role {
      case .kiosk: (Lifetime.kiosk, TLSIdentity.deviceHostName)
      case .staff, .coordinator: (Lifetime.person, nil)
      case .store: (Lifetime.store, TLSIdentity.storeHostName)
      }
    let names = [GeneralName.uniformResourceIdentifier(role.uri)] + (host.map { [.dnsName($0)] } ?? [])
    let end = Date() + Double(days) * 86_400
    do {
      let certificate = try Certificate(
        version: .v3, serialNumber: .init(), publicKey: subjectKey, notValidBefore: Date() - Self.backdating,
        notValidAfter: end, issuer: self.certificate.subject, subject: try DistinguishedName { CommonName(name) },
        signatureAlgorithm: .ecdsaWithSHA256,
        extensions: try Certificate.Extensions {
          Critical(BasicConstraints.notCertificateAuthority)
          Critical(KeyUsage(digitalSignature: true))
          try ExtendedKeyUsage([.serverAuth, .clientAuth])
          SubjectAlternativeNames(names)
        },
        issuerPrivateKey: key)
      return Issued(
        der: try certificate.derBytes, serial: Array(certificate.serialNumber.bytes), name: name, role: role,
        lastDay: UInt32(end.timeIntervalSince1970 / 86_400))
    } catch {
      throw KioskError(.internal, "a certificate could not be issued")
    }
  }
}
