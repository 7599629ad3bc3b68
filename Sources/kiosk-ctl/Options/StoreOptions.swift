import ArgumentParser
import KioskCore
import KioskRPC

/// The central store, over mutual TLS.
struct StoreOptions: ParsableArguments {
  @Option(help: "The store, as host:port (default: $KIOSK_STORE).") var store: String?
  @Option(help: "Folder with the credentials (default: $KIOSK_CREDENTIALS).", completion: .directory)
  var credentials: String?

  /// Reads who the caller is.
  func identity() throws(KioskError) -> Credentials {
    try Credentials(directory: credentials)
  }

  /// Runs calls to the store.
  func calling<R: Sendable>(
    as given: Credentials? = nil, _ body: @escaping @Sendable (RPCChannel) async throws -> R
  ) async throws -> R {
    guard let text = store ?? Environment.store.value else {
      throw KioskError(
        .invalid, "there is no store", nextStep: "Give --store host:port, or set \(Environment.store.rawValue)")
    }
    guard let endpoint = HostPort(text) else {
      throw KioskError(.invalid, "the store is not host:port", nextStep: "Write it like store.example.org:7443")
    }
    let identity = try given?.identity ?? identity().identity
    return try await Interruption.guarding {
      let target = RPCChannel.Target.tcp(endpoint, identity.clientSecurity, serverName: TLSIdentity.storeHostName)
      return try await RPCChannel.with(target, peer: "the store", body)
    }
  }
}
