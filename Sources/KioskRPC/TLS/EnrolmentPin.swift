internal import FoundationEssentials
package import GRPCNIOTransportHTTP2Posix
package import KioskCore
internal import NIOCore
internal import NIOSSL
internal import SwiftASN1
internal import X509

/// How a device that has no certificate yet knows the store: by the authority's fingerprint in its invitation.
package enum EnrolmentPin {
  /// Client security that accepts only a chain whose authority the invitation pins and whose leaf is the store.
  package static func security(_ invitation: Invitation) -> HTTP2ClientTransport.Posix.TransportSecurity {
    .tls { config in
      config.trustRoots = .certificates([])
      config.serverCertificateVerification = .fullVerification
      config.customVerificationCallback = { presented, promise in
        promise.completeWithTask {
          let chain = presented.compactMap { try? Certificate(derEncoded: $0.toDERBytes()) }
          return await verify(chain, invitation) ? .certificateVerified(VerificationMetadata(nil)) : .failed
        }
      }
    }
  }

  private static func verify(_ chain: [Certificate], _ invitation: Invitation) async -> Bool {
    guard let leaf = chain.first, leaf.kioskRole == .store,
      let authority = chain.last(where: { certificate in
        (try? certificate.derBytes).map(invitation.pins(authority:)) ?? false
      })
    else { return false }
    var verifier = Verifier(rootCertificates: CertificateStore([authority])) {
      RFC5280Policy()
      ServerIdentityPolicy(serverHostname: TLSIdentity.storeHostName, serverIP: nil)
    }
    if case .validCertificate = await verifier.validate(leaf: leaf, intermediates: CertificateStore([])) {
      return true
    }
    return false
  }
}

extension Certificate {
  /// The certificate's DER bytes.
  package var derBytes: [UInt8] {
    get throws {
      var serializer = DER.Serializer()
      try serializer.serialize(self)
      return serializer.serializedBytes
    }
  }
}
