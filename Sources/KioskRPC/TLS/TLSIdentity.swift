internal import FoundationEssentials
package import GRPCNIOTransportHTTP2Posix
internal import KioskCore
internal import NIOSSL
internal import SwiftASN1
internal import X509

/// Who a program is towards others: its certificate, its private key, and the authority that both trust. It prints
/// nothing of itself.
package struct TLSIdentity: Sendable {
  /// The name in the store's certificate alone, so that no other certificate of the authority can pass for the store.
  package static let storeHostName = "store.kiosk.internal"
  /// The name in the certificates of all devices: to staff who call one, a device proves that it is one of the store's,
  /// not which.
  package static let deviceHostName = "device.kiosk.internal"

  /// The certificate (DER).
  package let certificate: [UInt8]
  /// The authority's certificate (DER).
  package let authority: [UInt8]
  private let key: Redacted<String>

  /// - Parameter privateKeyPEM: a P-256 key as PEM.
  package init(certificate: [UInt8], privateKeyPEM: String, authority: [UInt8]) {
    self.certificate = certificate
    self.authority = authority
    key = Redacted(privateKeyPEM)
  }

  private var chain: [TLSConfig.CertificateSource] { [.bytes(certificate, format: .der)] }
  private var privateKey: TLSConfig.PrivateKeySource { .bytes(Array(key.exposed.utf8), format: .pem) }
  private var roots: TLSConfig.TrustRootsSource { .certificates([.bytes(authority, format: .der)]) }

  /// Serving with mutual TLS.
  package var serverSecurity: HTTP2ServerTransport.Posix.TransportSecurity {
    .mTLS(certificateChain: chain, privateKey: privateKey) { config in
      config.trustRoots = roots
      config.clientCertificateVerification = .noHostnameVerification
      config.requireALPN = true
    }
  }

  /// Serving those who have no certificate yet; the authority is sent along, for them to pin.
  package var enrolmentSecurity: HTTP2ServerTransport.Posix.TransportSecurity {
    .tls(certificateChain: chain + [.bytes(authority, format: .der)], privateKey: privateKey) { config in
      config.requireALPN = true
    }
  }

  /// Calling with mutual TLS.
  package var clientSecurity: HTTP2ClientTransport.Posix.TransportSecurity {
    .mTLS(certificateChain: chain, privateKey: privateKey) { config in
      config.trustRoots = roots
      config.serverCertificateVerification = .fullVerification
    }
  }

  /// The days on which the certificate holds, as seconds since 1970.
  package var validity: (from: Int64, until: Int64)? {
    guard let parsed = try? Certificate(derEncoded: certificate) else { return nil }
    return (Int64(parsed.notValidBefore.timeIntervalSince1970), Int64(parsed.notValidAfter.timeIntervalSince1970))
  }
}
