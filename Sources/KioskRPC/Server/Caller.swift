internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
package import KioskCore
internal import SwiftASN1
package import X509

/// Who calls.
package struct Caller: Sendable, Equatable {
  /// What they are.
  package let kind: Callers
  /// The name in their certificate; empty without one.
  package let name: String
  /// The serial number of their certificate; empty without one.
  package let serial: [UInt8]
}

/// The way in that a listener is.
package enum ListenerKind: Sendable {
  /// The device's Unix socket: its mode and group say who can open it.
  case local
  /// Mutual TLS: the certificate says who calls.
  case mutualTLS
  /// TLS without a client certificate, for enrolment only.
  case enrolment
}

/// Tells who calls, and lets in whom a method is open to.
package struct CallerGate: Sendable {
  private let kind: ListenerKind
  private let isRevoked: @Sendable ([UInt8]) async -> Bool

  /// - Parameter isRevoked: whether the certificate with a serial number was ended.
  package init(_ kind: ListenerKind, isRevoked: @escaping @Sendable ([UInt8]) async -> Bool = { _ in false }) {
    self.kind = kind
    self.isRevoked = isRevoked
  }

  /// The caller, if a method is open to them.
  /// - Throws: `.unauthenticated` without a usable certificate, `.denied` when the method is not for them.
  func admit(_ context: ServerContext, to callers: Callers) async throws(KioskError) -> Caller {
    let caller = try await identify(context)
    guard callers.contains(caller.kind) else {
      throw KioskError(.denied, "this call is not open to you", nextStep: "Use the credentials of another role")
    }
    return caller
  }

  /// Looks again at a caller who was let in a while ago.
  /// - Throws: `.unauthenticated` when their certificate was ended since.
  func confirm(_ caller: Caller) async throws(KioskError) {
    guard !caller.serial.isEmpty, await isRevoked(caller.serial) else { return }
    throw Self.revoked
  }

  private static let revoked = KioskError(
    .unauthenticated, "the certificate was revoked", nextStep: "Enrol again")

  private func identify(_ context: ServerContext) async throws(KioskError) -> Caller {
    switch kind {
    case .local: return Caller(kind: .local, name: "", serial: [])
    case .enrolment: return Caller(kind: .stranger, name: "", serial: [])
    case .mutualTLS:
      guard let posix = context.transportSpecific as? HTTP2ServerTransport.Posix.Context,
        let certificate = posix.peerCertificate, let role = certificate.kioskRole
      else { throw KioskError(.unauthenticated, "there is no certificate that this server knows") }
      let serial = Array(certificate.serialNumber.bytes)
      if await isRevoked(serial) { throw Self.revoked }
      let kind: Callers =
        switch role {
        case .kiosk: .kiosk
        case .staff: .staff
        case .coordinator: .coordinator
        case .store: []
        }
      return Caller(kind: kind, name: certificate.kioskName, serial: serial)
    }
  }
}

extension Certificate {
  /// The role that the certificate states, if it states just one.
  package var kioskRole: Role? {
    let names = (try? extensions.subjectAlternativeNames).flatMap { $0 }.map(Array.init) ?? []
    let roles = names.compactMap { name in
      if case .uniformResourceIdentifier(let uri) = name { Role(uri: uri) } else { nil }
    }
    return roles.count == 1 ? roles[0] : nil
  }

  /// The common name.
  package var kioskName: String {
    for relative in subject {
      for attribute in relative where attribute.type == ASN1ObjectIdentifier.NameAttributes.commonName {
        return String(attribute.value) ?? ""
      }
    }
    return ""
  }
}
