public import GRPCCore
public import KioskCore

/// The one place where errors become RPC statuses.
extension KioskError: RPCErrorConvertible {
  public var rpcErrorCode: RPCError.Code {
    switch code {
    case .invalid: .invalidArgument
    case .notFound: .notFound
    case .conflict: .alreadyExists
    case .denied: .permissionDenied
    case .unauthenticated: .unauthenticated
    case .full: .resourceExhausted
    case .notReady, .tooNew: .failedPrecondition
    case .storage, .unreachable: .unavailable
    case .corrupt: .dataLoss
    case .cancelled: .cancelled
    case .internal: .internalError
    }
  }

  public var rpcErrorMessage: String { message }

  public var rpcErrorMetadata: Metadata {
    var metadata: Metadata = [MetadataKey.code: .string(code.rawValue)]
    if !nextStep.isEmpty { metadata.addString(nextStep, forKey: MetadataKey.nextStep) }
    return metadata
  }

  /// No cause: it could hold what must not travel.
  public var rpcErrorCause: (any Error)? { nil }

  private enum MetadataKey {
    static let code = "kiosk-error"
    static let nextStep = "kiosk-next-step"
  }

  /// The error that a peer reported, or the failure to reach it.
  package init(_ error: any Error, peer: String) {
    switch error {
    case let known as KioskError: self = known
    case let status as RPCError: self.init(status, peer: peer)
    case is CancellationError: self.init(.cancelled, "the call was given up")
    default: self.init(.unreachable, "\(peer) cannot be reached", nextStep: "Check that it runs and try again")
    }
  }

  private init(_ status: RPCError, peer: String) {
    let named = status.metadata[stringValues: MetadataKey.code].first { _ in true }.flatMap(Code.init(rawValue:))
    let nextStep = status.metadata[stringValues: MetadataKey.nextStep].first { _ in true } ?? ""
    if let named {
      self.init(named, status.message, nextStep: nextStep)
      return
    }
    switch status.code {
    case .unavailable:
      self.init(.unreachable, "\(peer) cannot be reached", nextStep: "Check that it runs and try again")
    case .deadlineExceeded: self.init(.unreachable, "\(peer) did not answer in time", nextStep: "Try again")
    case .cancelled: self.init(.unreachable, "\(peer) ended the call", nextStep: "Try again")
    case .unimplemented: self.init(.notFound, "\(peer) does not offer this", nextStep: "Update it")
    case .invalidArgument: self.init(.invalid, "\(peer) did not understand the call")
    case .resourceExhausted: self.init(.full, "\(peer) refused a message of this size")
    case .permissionDenied: self.init(.denied, "\(peer) does not allow this")
    case .unauthenticated: self.init(.unauthenticated, "\(peer) does not know this certificate")
    default: self.init(.internal, "\(peer) failed")
    }
  }
}
