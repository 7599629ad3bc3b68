import Crypto
import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store

/// A store with its files, its first people's credentials, and kiosk-store running on it.
struct StoreServer: Sendable {
  let world: World
  let daemon: Daemon
  let files: StoreFiles
  /// Where it listens.
  let address: HostPort
  let enrolmentAddress: HostPort

  /// Makes a store with `kiosk-store init`. It is not started.
  /// - Parameters:
  ///   - directory: where its files are; beside the world's others unless given.
  ///   - publicHost: by which name devices reach it.
  static func make(
    in world: World, named name: String = "store", directory: String? = nil, publicHost: String = "127.0.0.1"
  ) async throws -> StoreServer {
    let files = StoreFiles(directory: directory ?? "\(world.directory)/\(name)")
    let keys = "\(world.directory)/\(name)-"
    try AtomicFile.write(
      Array(PublicKeyFile(.collection, world.collectionKey.publicKey.bytes).text.utf8), to: keys + "collection.pub")
    try AtomicFile.write(
      Array(PublicKeyFile(.packSigning, Array(world.packKey.publicKey.rawRepresentation)).text.utf8),
      to: keys + "signing.pub")
    try await ChildProcess.check(
      Daemon.products + "/kiosk-store", "init", "--state-directory", files.directory, "--collection-key",
      keys + "collection.pub", "--pack-signer", keys + "signing.pub", "--credentials", keys + "credentials")
    let address = HostPort(host: "127.0.0.1", port: try Ports.free())
    let enrolmentAddress = HostPort(host: "127.0.0.1", port: try Ports.free())
    let daemon = try Daemon(
      "kiosk-store", named: name, in: world,
      settings: [
        "state_directory": files.directory, "listen": address.description,
        "enrolment_listen": enrolmentAddress.description, "public_host": publicHost,
      ])
    return StoreServer(world: world, daemon: daemon, files: files, address: address, enrolmentAddress: enrolmentAddress)
  }

  /// Makes a store and starts it.
  static func start(in world: World, named name: String = "store") async throws -> StoreServer {
    let store = try await make(in: world, named: name)
    try await store.daemon.start()
    return store
  }

  /// The credentials of the first coordinator or member of staff.
  /// - Parameter authority: whom it trusts (DER); this store's authority unless given.
  func identity(_ role: Role, trusting authority: [UInt8]? = nil) throws -> TLSIdentity {
    let folder = "\(world.directory)/\(daemon.name)-credentials/\(role.rawValue)"
    func pem(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }
    let own = try TLSIdentity(
      certificatePEM: pem("identity.crt"), privateKeyPEM: pem("identity.key"), authorityPEM: pem("authority.crt"))
    guard let authority else { return own }
    return TLSIdentity(
      certificate: own.certificate, privateKeyPEM: try pem("identity.key"), authority: authority)
  }

  /// Calls the store with an identity.
  func call<R: Sendable>(
    as identity: TLSIdentity, _ body: @Sendable (RPCChannel) async throws -> R
  ) async throws(KioskError) -> R {
    try await RPCChannel.with(
      .tcp(address, identity.clientSecurity, serverName: TLSIdentity.storeHostName), peer: "the store", body)
  }

  /// Calls the store as one of its first people.
  func call<R: Sendable>(as role: Role, _ body: @Sendable (RPCChannel) async throws -> R) async throws -> R {
    try await call(as: try identity(role), body)
  }

  /// An invitation.
  func invite(_ name: String, seconds: UInt32 = 0) async throws -> String {
    try await call(as: .staff) { channel in
      try await channel.unary(
        EnrolmentMethods.createInvitation, CreateInvitationRequest(name: name, validSeconds: seconds)
      ).invitation
    }
  }

  /// What a collection brought.
  struct Collection: Sendable {
    var words: [String] = []
    var ids: [EnvelopeID] = []
    var quarantined = 0
    var withdrawn = 0
  }

  /// Everything that a coordinator can fetch, opened; no id may come twice.
  func collect() async throws -> Collection {
    let received = try await items()
    var collection = Collection()
    for item in received {
      switch item {
      case .envelope(let bytes):
        let envelope = try Envelope(decoding: bytes)
        collection.ids.append(envelope.id)
        collection.words.append(try world.ledger.words(in: envelope, with: world.collectionKey))
      case .withdrawn: collection.withdrawn += 1
      case .quarantined: collection.quarantined += 1
      }
    }
    #expect(Set(collection.ids).count == collection.ids.count, "an id is there twice")
    return collection
  }

  /// Everything that a coordinator can fetch, as it comes.
  func items() async throws -> [CollectResponse.Item] {
    let received = Received()
    try await call(as: .coordinator) { channel in
      try await channel.serverStream(CollectionMethods.collect, CollectRequest(), deadline: .seconds(60)) { response in
        await received.add(response.item)
      }
    }
    return await received.items
  }

  private actor Received {
    var items: [CollectResponse.Item] = []
    func add(_ item: CollectResponse.Item) { items.append(item) }
  }
}

/// Ports for servers that are to come back on the same one: below the range from which the system takes them for
/// connections.
enum Ports {
  static func free() throws -> Int {
    for _ in 0..<200 {
      let port = Int.random(in: 10_240..<32_000)
      guard let socket = try? ListeningSocket.tcp(HostPort(host: "127.0.0.1", port: port)) else { continue }
      close(socket.descriptor)
      return port
    }
    throw KioskError(.conflict, "there is no free port")
  }
}
