package import KioskCore
internal import SwiftASN1

extension TLSIdentity {
  /// Reads a person's credentials, which are PEM files.
  /// - Throws: `KioskError.invalid` when one of them is malformed.
  package init(certificatePEM: String, privateKeyPEM: String, authorityPEM: String) throws(KioskError) {
    guard let certificate = try? PEMDocument(pemString: certificatePEM),
      let authority = try? PEMDocument(pemString: authorityPEM)
    else {
      throw KioskError(
        .invalid, "the credentials are damaged",
        nextStep: "Ask the store's keeper for new ones: kiosk-store credentials")
    }
    self.init(
      certificate: certificate.derBytes, privateKeyPEM: privateKeyPEM, authority: authority.derBytes)
  }
}
