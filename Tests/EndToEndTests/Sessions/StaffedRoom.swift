import Foundation
import KioskCore
import KioskRPC
import Testing

/// Two devices of one room with the real programme, their store, and the staff who run a session on both with
/// `kiosk-ctl`.
struct StaffedRoom: Sendable {
  /// How a session stands on a device, as people see it: what a restart must not change.
  struct Standing: Equatable, CustomStringConvertible {
    var session: String
    var phase: Session.Phase
    var position: Int?
    var revision: UInt64

    init(_ session: Session) {
      self.session = session.id
      phase = session.phase
      position = session.position
      revision = session.revision
    }

    var description: String { "\(phase.rawValue) at \(position ?? -1), revision \(revision)" }
  }

  /// Seconds of a session that pass in one: its five minutes are half a second.
  static let speed = 600
  /// What gathers before it is sent: little enough for deliveries to be under way while devices are killed.
  static let mixing = 3
  static let agenda = "model-of-care"

  let world: World
  let store: StoreServer
  let devices: [Device]
  let addresses: [HostPort]
  let pack: Pack
  private let keys: KeyFiles
  private let staff: TLSIdentity

  /// Compiles the programme, starts everything, and gives both devices the pack.
  static func start(in world: World) async throws -> StaffedRoom {
    let keys = try KeyFiles(of: world)
    let store = try await StoreServer.start(in: world)
    let addresses = try (0..<2).map { _ in HostPort(host: "127.0.0.1", port: try Ports.free()) }
    var devices: [Device] = []
    for (number, address) in addresses.enumerated() {
      let device = try Device.make(
        in: world, named: "group-\(number + 1)", minimum: mixing,
        settings: [
          "listen": address.description, "help_route": "Tell any adult here.", "session_speed": "\(speed)",
        ])
      try await device.daemon.start()
      try await device.enrol(at: store)
      devices.append(device)
    }
    let file = world.directory + "/programme.kpack"
    let built = try await ChildProcess.run(
      Daemon.products + "/kiosk-ctl",
      [
        "pack", "build", "packs/reimagining-secure-care", "--out", file, "--key", keys.signing, "--passphrase-file",
        keys.passphrase,
      ])
    #expect(built.exit == .code(0), "\(built.output)")
    let room = StaffedRoom(
      world: world, store: store, devices: devices, addresses: addresses,
      pack: try SignedPack.open(try AtomicFile.read(file), trusting: nil).pack, keys: keys,
      staff: try store.identity(.staff))
    for (device, address) in zip(devices, addresses) {
      try await room.isReachable(device)
      try await room.ctl(["pack", "load", file, "--kiosk", address.description])
    }
    return room
  }

  /// Runs `kiosk-ctl` as staff do, with the collection key's passphrase at hand.
  @discardableResult
  func ctl(_ words: [String], status: Int32? = 0) async throws -> (output: String, status: Int32?) {
    var environment = ProcessInfo.processInfo.environment
    environment["KIOSK_CREDENTIALS"] = "\(world.directory)/\(store.daemon.name)-credentials/staff"
    environment["KIOSK_PASSPHRASE_FILE"] = keys.passphrase
    let (output, exit) = try await ChildProcess.run(
      Daemon.products + "/kiosk-ctl", words, environment: environment)
    guard case .code(let code) = exit else { throw KioskError(.internal, "kiosk-ctl ended with \(exit)") }
    if let status { #expect(code == status, "kiosk-ctl \(words.joined(separator: " ")): \(output)") }
    return (output, code)
  }

  /// Runs a command of `kiosk-ctl session` on both devices.
  @discardableResult
  func session(_ words: String..., status: Int32? = 0) async throws -> (output: String, status: Int32?) {
    try await session(words, status: status)
  }

  @discardableResult
  func session(_ words: [String], status: Int32? = 0) async throws -> (output: String, status: Int32?) {
    try await ctl(["session"] + words + addresses.flatMap { ["--kiosk", $0.description] }, status: status)
  }

  /// Has a test envelope of each device opened with the collection key.
  func testKey() async throws {
    try await session("test", "--key", keys.collection)
  }

  /// How the session stands on a device, asked across the network as staff are.
  func standing(_ device: Device) async throws -> Standing {
    Standing(try #require(try await asked(device).session))
  }

  /// What a device says of its session.
  func asked(_ device: Device) async throws -> GetSessionResponse {
    let address = addresses[try #require(devices.firstIndex { $0.daemon.name == device.daemon.name })]
    let target = RPCChannel.Target.tcp(address, staff.clientSecurity, serverName: TLSIdentity.deviceHostName)
    return try await RPCChannel.with(target, peer: device.daemon.name) { channel in
      try await channel.unary(SessionMethods.get, GetSessionRequest())
    }
  }

  /// Waits until staff reach a device: it listens for them a moment after it is ready.
  func isReachable(_ device: Device) async throws {
    try await eventually("staff reach \(device.daemon.name)") { (try? await asked(device)) != nil }
  }

  /// How it stands on both, which must be the same.
  func standing(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Standing {
    let (one, two) = (try await standing(devices[0]), try await standing(devices[1]))
    #expect(one == two, "the devices do not stand alike", sourceLocation: sourceLocation)
    return one
  }
}
