package import GRPCCore
package import KioskCore

/// One RPC of the contract: its name, its messages, and who may call it.
package struct RPCMethod<Request: WireMessage, Response: WireMessage>: Sendable {
  /// Its name.
  package let descriptor: MethodDescriptor
  /// Who may call it.
  package let callers: Callers

  init(_ service: String, _ method: String, open callers: Callers) {
    descriptor = MethodDescriptor(fullyQualifiedService: service, method: method)
    self.callers = callers
  }
}

/// Who a call can come from.
package struct Callers: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Whoever can open the device's Unix socket.
  package static let local = Callers(rawValue: 1)
  /// A device with its certificate.
  package static let kiosk = Callers(rawValue: 2)
  /// Staff with their certificate.
  package static let staff = Callers(rawValue: 4)
  /// A coordinator with their certificate.
  package static let coordinator = Callers(rawValue: 8)
  /// Somebody without a certificate, on the enrolment listener.
  package static let stranger = Callers(rawValue: 16)

  /// Everybody but strangers, who cannot hold a stream open.
  package static let known: Callers = [.local, .kiosk, .staff, .coordinator]
  /// Everybody whom a listener lets in.
  package static let all: Callers = [.local, .kiosk, .staff, .coordinator, .stranger]
}
