internal import Crypto
internal import KioskCore
internal import SwiftASN1
internal import X509

extension GetStatementResponse {
  /// Whether a device of the store whose authority this is signed the statement.
  /// - Parameter authority: the authority's certificate (DER).
  package func isSigned(under authority: [UInt8]) -> Bool {
    guard let device = try? Certificate(derEncoded: certificate), let root = try? Certificate(derEncoded: authority),
      device.kioskRole == .kiosk, let said = try? SessionStatement(decoding: statement),
      said.device == device.kioskName, root.publicKey.isValidSignature(device.signature, for: device),
      let key = P256.Signing.PublicKey(device.publicKey),
      let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
    else { return false }
    return key.isValidSignature(signature, for: SessionStatement.context + statement)
  }
}
