/// What the holder of a certificate is. It stands in the certificate as the URI `urn:kiosk:role:<role>`.
public enum Role: String, Sendable, CaseIterable {
  /// A device.
  case kiosk
  /// Staff: run devices, invite and revoke.
  case staff
  /// A coordinator: collects.
  case coordinator
  /// The store itself.
  case store

  /// The URI in the certificate's subject alternative name.
  public var uri: String { "urn:kiosk:role:\(rawValue)" }

  /// Reads the URI.
  public init?(uri: String) {
    guard uri.hasPrefix("urn:kiosk:role:") else { return nil }
    self.init(rawValue: String(uri.dropFirst("urn:kiosk:role:".count)))
  }
}
