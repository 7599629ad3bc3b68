import Crypto
import Foundation
import GRPCCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle

@testable import KioskCore
@testable import kiosk_store
@testable import kioskd

/// A store and a device in this process, with a directory of their own, joined by real TLS on loopback.
struct TestRoom: Sendable {
  let directory: String
  let collectionKey: CollectionPrivateKey
  let packKey: Curve25519.Signing.PrivateKey
  let store: StoreApplication
  let device: KioskdApplication

  var socket: String { directory + "/kioskd.sock" }

  /// Runs `body` in a room, and takes the room down afterwards.
  /// - Parameter faults: what the network does with calls to the store, one after the other.
  static func with(
    enrolled: Bool = true, minimum: Int = 1, capacity: Int = 64, drawings: Int = 8,
    network: FaultyNetwork = FaultyNetwork(), listen: String? = nil, helpRoute: String? = nil,
    settings: [String: String] = [:],
    _ body: (TestRoom) async throws -> Void
  ) async throws {
    let directory = FileManager.default.temporaryDirectory.path + "/room-" + UUID().uuidString.prefix(8)
    try AtomicFile.makeDirectory(directory)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let key = try CollectionPrivateKey()
    let packKey = Curve25519.Signing.PrivateKey()
    try await makeStore(directory, key, packKey)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let group = MultiThreadedEventLoopGroup.singleton
    let store = try await StoreApplication.build(
      storeSettings(directory), environment: [:], logger: logger, group: group, interceptors: [network])
    let device = try KioskdApplication.build(
      deviceSettings(
        directory, minimum: minimum, capacity: capacity, listen: listen, helpRoute: helpRoute,
        settings: settings.merging(["drawing_capacity": "\(drawings)"]) { given, _ in given }),
      environment: [:], logger: logger,
      group: group)
    let room = TestRoom(
      directory: directory, collectionKey: key, packKey: packKey, store: store, device: device)
    try await run(store.services, logger) {
      try await run(device.services, logger) {
        if enrolled {
          try await room.enrol()
          try room.loadPack()
        }
        try await body(room)
      }
    }
  }

  /// Runs services around `body`.
  static func run(_ services: [any Service], _ logger: Logger, _ body: () async throws -> Void) async throws {
    let group = ServiceGroup(services: services, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      do {
        try await body()
      } catch {
        await group.triggerGracefulShutdown()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  private static func makeStore(
    _ directory: String, _ key: CollectionPrivateKey, _ packKey: Curve25519.Signing.PrivateKey
  ) async throws {
    try await StoreInitialisation(
      files: StoreFiles(directory: directory + "/store"),
      collectionKey: PublicKeyFile(.collection, key.publicKey.bytes),
      packSigner: PublicKeyFile(.packSigning, Array(packKey.publicKey.rawRepresentation)),
      credentials: directory + "/credentials", people: [("coordinator", .coordinator), ("staff", .staff)]
    ).make()
  }

  private static func storeSettings(_ directory: String) throws -> StoreConfiguration {
    try .load(
      file: nil, environment: [:],
      flags: [
        "state_directory": directory + "/store", "listen": "127.0.0.1:0", "enrolment_listen": "127.0.0.1:0",
        "public_host": "127.0.0.1",
      ])
  }

  private static func deviceSettings(
    _ directory: String, minimum: Int, capacity: Int, listen: String?, helpRoute: String?, settings: [String: String]
  ) throws -> KioskdConfiguration {
    let flags: [String: String?] = [
      "state_directory": directory + "/device", "socket": directory + "/kioskd.sock",
      "mix_minimum": "\(minimum)", "queue_capacity": "\(capacity)", "listen": listen, "help_route": helpRoute,
    ]
    return try .load(file: nil, environment: [:], flags: flags.merging(settings) { $1 })
  }
}

extension TestRoom {
  /// The pack that the room uses.
  static func pack() throws -> Pack {
    try Pack(
      programme: "test", title: LocalizedText(["en": "A test"]), revision: 1,
      sections: [
        Section(
          id: "vision", heading: LocalizedText(["en": "Vision"]),
          statements: ["home", "family", "school"].map { Statement(id: $0, text: LocalizedText(["en": $0])) })
      ],
      agendas: [
        Pack.Agenda(
          id: "open", title: LocalizedText(["en": "Open"]), isDropIn: true,
          activities: [
            Activity(
              id: "drop-in", title: LocalizedText(["en": "Open"]),
              prompts: [Prompt(id: "first", text: LocalizedText(["en": "What is working well?"]))],
              cards: [SectionReference(owner: .programme, section: "vision")])
          ]),
        Pack.Agenda(
          id: "day", title: LocalizedText(["en": "A day"]),
          activities: ["one", "two", "three"].map { id in
            Activity(
              id: id, title: LocalizedText(["en": id]), minutes: 1, seating: .groups,
              prompts: [Prompt(id: id + "-prompt", text: LocalizedText(["en": "And \(id)?"]))], hasBoxes: true)
          }),
      ])
  }

  func loadPack() throws {
    _ = try device.device.loadPack(try SignedPack(Self.pack(), signedBy: packKey).fileBytes())
  }

  /// Credentials of a person.
  func identity(_ role: Role) throws -> TLSIdentity {
    let folder = "\(directory)/credentials/\(role.rawValue)"
    func pem(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }
    return try TLSIdentity(
      certificatePEM: pem("identity.crt"), privateKeyPEM: pem("identity.key"), authorityPEM: pem("authority.crt"))
  }

  /// Calls the device on its socket.
  func onDevice<R: Sendable>(_ body: @Sendable (RPCChannel) async throws -> R) async throws(KioskError) -> R {
    try await RPCChannel.with(.unix(path: socket), peer: "the device", body)
  }

  /// Calls the store as somebody.
  func atStore<R: Sendable>(
    as role: Role, _ body: @Sendable (RPCChannel) async throws -> R
  ) async throws -> R {
    let security = try identity(role).clientSecurity
    return try await RPCChannel.with(
      .tcp(HostPort(store.address)!, security, serverName: TLSIdentity.storeHostName), peer: "the store", body)
  }

  func invite(_ name: String = "Room 1", seconds: UInt32 = 0, to place: String = "") async throws -> String {
    let request = CreateInvitationRequest(name: name, validSeconds: seconds, room: place)
    return try await atStore(as: .staff) { channel in
      try await channel.unary(EnrolmentMethods.createInvitation, request).invitation
    }
  }

  func enrol() async throws {
    let request = EnrolRequest(invitation: try await invite(), enrolmentAddress: store.enrolmentAddress)
    _ = try await onDevice { try await $0.unary(ControlMethods.enrol, request) }
  }

  @discardableResult
  func submit(_ text: String, wantsCode: Bool = false) async throws -> SubmitResponse {
    try await submit(.words(try Words(text)), wantsCode: wantsCode)
  }

  @discardableResult
  func submit(_ content: Contribution.Content, wantsCode: Bool = false) async throws(KioskError) -> SubmitResponse {
    let request = SubmitRequest(
      activity: "drop-in", prompt: "first", content: content, wantsWithdrawalCode: wantsCode)
    return try await onDevice { try await $0.unary(CaptureMethods.submit, request) }
  }

  /// Everything the coordinator can fetch: opened words, withdrawn ids, and how many are quarantined.
  func collect(after cursor: [UInt8] = []) async throws -> Collected {
    let collected = CollectedBox()
    let key = collectionKey
    try await atStore(as: .coordinator) { channel in
      try await channel.serverStream(CollectionMethods.collect, CollectRequest(cursor: cursor), deadline: .seconds(20))
      {
        response in
        try await collected.add(response, key)
      }
    }
    return await collected.value
  }

  struct Collected: Sendable {
    var words: [String] = []
    var contributions: [Contribution] = []
    var withdrawn = 0
    var quarantined = 0
    var cursor: [UInt8] = []
  }

  private actor CollectedBox {
    var value = Collected()

    func add(_ response: CollectResponse, _ key: CollectionPrivateKey) throws {
      value.cursor = response.cursor
      switch response.item {
      case .envelope(let bytes):
        let contribution = try EnvelopeSeal.open(try Envelope(decoding: bytes), with: key)
        value.contributions.append(contribution)
        if case .words(let words) = contribution.content { value.words.append(words.exposed) }
      case .withdrawn: value.withdrawn += 1
      case .quarantined: value.quarantined += 1
      }
    }
  }

  /// Waits until something holds; fails after ten seconds.
  func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
      if try await holds() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw KioskError(.internal, "it never came about that \(what)")
  }
}
