import Crypto
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle
import X509

/// A store that is put together and ready to run; the same for the program and for tests.
struct StoreApplication: Sendable {
  /// The services, each before those that depend on it.
  let services: [any Service]
  let store: Store
  /// Where it listens, as host:port.
  let address: String
  let enrolmentAddress: String

  /// Opens the state directory and binds both ports.
  /// - Parameter interceptors: stand before the services of the main listener; tests simulate a network with them.
  /// - Throws: whatever keeps the store from doing its work; nothing is listening then.
  static func build(
    _ configuration: StoreConfiguration, environment: [String: String], logger: Logger,
    group: MultiThreadedEventLoopGroup, interceptors: [any ServerInterceptor] = []
  ) async throws(KioskError) -> StoreApplication {
    let files = StoreFiles(directory: configuration.stateDirectory)
    let authority = try files.authority()
    let signers = try files.signers()
    let collectionKey = try files.collectionPublicKey()
    let store = try Store(at: files.database)
    let board = DownlinkBoard(store: store)
    try await board.load()
    let identity = try storeIdentity(authority)

    let socket = try ListeningSocket.tcp(configuration.listen)
    let enrolmentSocket = try ListeningSocket.tcp(configuration.enrolmentListen)
    func reachable(_ socket: ListeningSocket) -> String {
      HostPort(host: configuration.publicHost, port: HostPort(socket.address)?.port ?? 0).description
    }
    let enrolment = EnrolmentService(
      store: store, board: board, authority: authority, collectionKey: collectionKey, signers: signers,
      address: reachable(socket), enrolmentAddress: reachable(enrolmentSocket))
    let delivery = DeliveryService(store: store, board: board)
    let collection = CollectionService(store: store, board: board, signers: signers)

    let health = Broadcast(true)
    let gate = CallerGate(.mutualTLS) { board.downlink.value.revoked.contains($0) }
    let main = RPCListener(
      socket, security: identity.serverSecurity, gate: gate, health: health, on: group, limits: .store,
      services: [DeliveryMethods.service, CollectionMethods.service, EnrolmentMethods.service]
    ) { router in
      delivery.register(with: &router, through: gate)
      collection.register(with: &router, through: gate)
      enrolment.register(with: &router, through: gate)
      router.registerInterceptors(pipeline: interceptors.map { .apply($0, to: .all) })
    }
    let door = CallerGate(.enrolment)
    let enrolmentListener = RPCListener(
      enrolmentSocket, security: identity.enrolmentSecurity, gate: door, health: health, on: group, limits: .strangers,
      services: [EnrolmentMethods.service]
    ) { router in
      enrolment.registerEnrolment(with: &router, through: door)
    }
    let services: [any Service] = [
      StoreCloser(store: store), main, enrolmentListener, WatchEnder(board: board, health: health),
      SystemdNotify(environment: environment) { await store.isResponsive() },
    ]
    return StoreApplication(
      services: services, store: store, address: main.address, enrolmentAddress: enrolmentListener.address)
  }

  /// The store's own certificate: issued anew at each start, and never written down.
  private static func storeIdentity(_ authority: CertificateAuthority) throws(KioskError) -> TLSIdentity {
    let key = P256.Signing.PrivateKey()
    let issued = try authority.issue(name: "kiosk-store", role: .store, key: .init(key.publicKey))
    return TLSIdentity(certificate: issued.der, privateKeyPEM: key.pemRepresentation, authority: authority.der)
  }
}

/// Closes the database after everything that uses it has stopped.
private struct StoreCloser: Service {
  let store: Store

  func run() async throws {
    try? await gracefulShutdown()
    await store.close()
  }
}

/// Ends the streams that would otherwise keep their listeners from stopping.
private struct WatchEnder: Service {
  let board: DownlinkBoard
  let health: Broadcast<Bool>

  func run() async throws {
    try? await gracefulShutdown()
    health.update { $0 = false }
    board.downlink.finish()
    health.finish()
  }
}
