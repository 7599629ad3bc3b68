import KioskCore
import KioskRPC

/// A folder with what shows who somebody is: `identity.crt`, `identity.key` and `authority.crt`, all PEM.
struct Credentials: Sendable {
  static let certificateFile = "identity.crt"
  static let keyFile = "identity.key"
  static let authorityFile = "authority.crt"

  /// What TLS shows.
  let identity: TLSIdentity
  /// The authority's certificate (DER); its digest tells stores apart.
  var authority: [UInt8] { identity.authority }

  /// Reads the folder given, or the one that the environment names.
  /// - Throws: `.invalid` when none is named or a file is malformed, `.unauthenticated` when the certificate has ended,
  ///   and what reading throws.
  init(directory given: String?) throws(KioskError) {
    guard let directory = given ?? Environment.credentials.value else {
      throw KioskError(
        .invalid, "there are no credentials",
        nextStep: "Give --credentials FOLDER, or set \(Environment.credentials.rawValue)")
    }
    PrivateFile.warnIfOpen("\(directory)/\(Self.keyFile)")
    identity = try TLSIdentity(
      certificatePEM: try Self.text("\(directory)/\(Self.certificateFile)"),
      privateKeyPEM: try Self.text("\(directory)/\(Self.keyFile)"),
      authorityPEM: try Self.text("\(directory)/\(Self.authorityFile)"))
    guard let validity = identity.validity, validity.until >= Day.now else {
      throw KioskError(
        .unauthenticated, "the certificate in \(directory) has ended", nextStep: "Have a new one made at the store")
    }
  }

  private static func text(_ path: String) throws(KioskError) -> String {
    do throws(KioskError) {
      return String(decoding: try AtomicFile.read(path, maximum: 64 << 10), as: UTF8.self)
    } catch  where error.code == .notFound {
      throw KioskError(
        .notFound, error.message,
        nextStep: "Give the folder with \(certificateFile), \(keyFile) and \(authorityFile) with --credentials")
    }
  }
}
