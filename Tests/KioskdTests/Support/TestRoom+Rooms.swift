import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import kiosk_store
@testable import kioskd

/// More devices of the same store, in rooms of their own, and what they are passed.
extension TestRoom {
  /// A device without its daemon, enrolled.
  func device(_ name: String, in place: String = "") async throws -> Device {
    let device = try Device(directory: "\(directory)/\(name)", queueCapacity: 1)
    try await enrol(device, name, in: place)
    return device
  }

  func enrol(_ device: Device, _ name: String, in place: String) async throws {
    let invitation = try Invitation(typed: try await invite(name, to: place))
    try await Enroller(device: device, group: .singleton).enrol(invitation, at: HostPort(store.enrolmentAddress)!) { 0 }
  }

  /// Lets devices follow the store while `body` runs.
  func following(_ devices: [Device], _ body: () async throws -> Void) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let followers = devices.map { device in
      Follower(
        device: device, enroller: Enroller(device: device, group: .singleton),
        loadPack: { bytes throws(KioskError) in try device.loadPack(bytes) }, group: .singleton, logger: logger)
    }
    try await Self.run(followers, logger, body)
  }

  /// A pack file; they differ by their revisions.
  func packFile(_ revision: UInt32) throws -> [UInt8] {
    var pack = try Self.pack()
    pack.revision = revision
    return try SignedPack(pack, signedBy: packKey).fileBytes()
  }

  @discardableResult
  func publish(_ revision: UInt32, for place: String = "", as role: Role = .coordinator) async throws -> [UInt8] {
    try await publish(PublishPackRequest(signedPack: packFile(revision), room: place), as: role)
  }

  @discardableResult
  func publish(_ request: PublishPackRequest, as role: Role = .coordinator) async throws -> [UInt8] {
    try await atStore(as: role) { try await $0.unary(CollectionMethods.publishPack, request).packDigest }
  }

  func move(_ name: String, to place: String, as role: Role = .staff) async throws {
    let request = MoveDeviceRequest(name: name, room: place)
    _ = try await atStore(as: role) { try await $0.unary(EnrolmentMethods.moveDevice, request) }
  }

  func fleet() async throws -> [FleetEntry] {
    try await atStore(as: .staff) { try await $0.unary(CollectionMethods.listFleet, ListFleetRequest()).entries }
  }

  /// Calls the store with a device's certificate.
  func atStore<R: Sendable>(
    as device: Device, _ body: @Sendable (RPCChannel) async throws -> R
  ) async throws -> R {
    guard let security = device.identity?.clientSecurity else { throw KioskError(.notReady, "it is not enrolled") }
    return try await RPCChannel.with(
      .tcp(HostPort(store.address)!, security, serverName: TLSIdentity.storeHostName), peer: "the store", body)
  }

  /// Follows the store with a device's certificate while `body` runs, and keeps each message.
  func hearing(_ device: Device, _ body: @Sendable (Heard) async throws -> Void) async throws {
    let heard = Heard()
    let state = device.state.value
    let request = FollowRequest(packDigest: state.pack?.digest ?? [], feedbackDigest: state.feedbackDigest)
    try await atStore(as: device) { channel in
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          try await channel.serverStream(
            DeliveryMethods.follow, request, deadline: .seconds(60)
          ) { heard.add($0) }
        }
        defer { tasks.cancelAll() }
        try await body(heard)
      }
    }
  }

  /// What came down.
  final class Heard: Sendable {
    private let list = Mutex<[FollowResponse]>([])

    var messages: [FollowResponse] { list.withLock { $0 } }

    func add(_ message: FollowResponse) { list.withLock { $0.append(message) } }
  }
}

extension Device {
  /// The revision of the pack that it has.
  var revision: UInt32? { state.value.pack?.pack.revision }
}
