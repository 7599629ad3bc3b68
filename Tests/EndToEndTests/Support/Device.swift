import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kioskd

/// A device: kioskd on a state directory and a socket of its own.
struct Device: Sendable {
  let world: World
  let daemon: Daemon
  let files: DeviceFiles
  let socket: String
  /// Whether every third contribution is a drawing, described with the words that it would have been.
  var isDrawing = false

  /// A device that was never started.
  /// - Parameters:
  ///   - directory: its state directory; beside the world's others unless given.
  ///   - drawings: slots for drawings. With more than the usual few, drawings are given too.
  ///   - minimum: how many envelopes gather before they are sent. 1 sends at once; 1000, above the capacity, never.
  static func make(
    in world: World, named name: String = "device", directory: String? = nil, capacity: Int = 512,
    drawings: Int = 4, minimum: Int = 1, settings: [String: String] = [:]
  ) throws -> Device {
    let files = DeviceFiles(directory: directory ?? "\(world.directory)/\(name)")
    let socket = "\(world.directory)/\(name).sock"
    let usual = [
      "state_directory": files.directory, "socket": socket, "queue_capacity": "\(capacity)",
      "drawing_capacity": "\(drawings)", "mix_minimum": "\(minimum)", "mix_hold_seconds": "604800",
    ]
    let daemon = try Daemon("kioskd", named: name, in: world, settings: usual.merging(settings) { $1 })
    return Device(world: world, daemon: daemon, files: files, socket: socket, isDrawing: drawings > 4)
  }

  /// A device that runs, is enrolled, and has a pack.
  static func start(
    in world: World, enrolledAt store: StoreServer, named name: String = "device", directory: String? = nil,
    capacity: Int = 512, drawings: Int = 4, minimum: Int = 1, settings: [String: String] = [:]
  ) async throws -> Device {
    let device = try make(
      in: world, named: name, directory: directory, capacity: capacity, drawings: drawings, minimum: minimum,
      settings: settings)
    try await device.daemon.start()
    try await device.enrol(at: store)
    try await device.loadPack(try world.packFile())
    return device
  }

  /// Calls the device on its socket.
  func call<R: Sendable>(_ body: @Sendable (RPCChannel) async throws -> R) async throws(KioskError) -> R {
    try await RPCChannel.with(.unix(path: socket), peer: "the device", body)
  }

  func enrol(at store: StoreServer) async throws {
    let request = EnrolRequest(
      invitation: try await store.invite("Room " + daemon.name), enrolmentAddress: store.enrolmentAddress.description)
    _ = try await call { try await $0.unary(ControlMethods.enrol, request, deadline: .seconds(20)) }
  }

  func loadPack(_ file: [UInt8]) async throws(KioskError) {
    _ = try await call { try await $0.unary(ControlMethods.loadPack, LoadPackRequest(signedPack: file)) }
  }

  var status: DeviceStatus {
    get async throws {
      try await call { try await $0.unary(ControlMethods.getStatus, GetStatusRequest(), deadline: .seconds(20)).status }
    }
  }

  var whatsOn: WhatsOn {
    get async throws { try await call { try await $0.unary(CaptureMethods.getWhatsOn, GetWhatsOnRequest()).whatsOn } }
  }

  /// Sends one contribution, and notes the answer in the world's ledger.
  @discardableResult
  func submit(wantsCode: Bool = false) async throws(KioskError) -> SubmitResponse {
    let words = world.ledger.next()
    let response = try await call { try await submit(words, wantsCode: wantsCode, over: $0) }
    return response
  }

  /// Sends one contribution over a channel.
  @discardableResult
  func submit(
    _ words: String, id: [UInt8] = [], wantsCode: Bool = false, deadline: Duration = .seconds(20),
    over channel: RPCChannel
  ) async throws -> SubmitResponse {
    let request = SubmitRequest(
      submissionID: id, activity: "drop-in", prompt: "first", content: try content(words),
      wantsWithdrawalCode: wantsCode)
    do throws(KioskError) {
      let response = try await channel.unary(CaptureMethods.submit, request, deadline: deadline)
      world.ledger.acknowledge(words)
      return response
    } catch {
      // Only an answer of the device says that nothing was kept, a lost connection says nothing; and what has a name is
      // sent again.
      if id.isEmpty, [.storage, .full, .invalid, .notReady, .cancelled].contains(error.code) {
        world.ledger.refuse(words)
      }
      throw error
    }
  }

  private func content(_ words: String) throws(KioskError) -> Contribution.Content {
    guard isDrawing, words.utf8.reduce(0, { $0 + Int($1) }) % 3 == 0 else { return .words(try Words(words)) }
    return .drawing(try Drawing(png: try AtomicFile.read(Self.picture), description: words))
  }

  private static let picture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/drawing.png").path

  /// Makes it send what waits, whatever the store says.
  func flush() async {
    _ = try? await call { try await $0.unary(ControlMethods.flush, FlushRequest(), deadline: .seconds(30)) }
  }

  /// Sends what waits until nothing does.
  func drain(within limit: Duration = .seconds(60)) async throws {
    try await eventually("the queue of \(daemon.name) is empty", within: limit) {
      await flush()
      return try await status.queued == 0
    }
  }

  /// Path of one of the files that its enrolment brought.
  func enrolmentFile(_ name: String) throws -> String {
    try #require(try files.enrolment(.read(from: files.record))).directory + "/" + name
  }

  /// The identity with which it stands before its store.
  func identity() throws -> TLSIdentity {
    try #require(try files.enrolment(.read(from: files.record))).identity()
  }
}

extension World {
  /// The pack that the tests use.
  static func pack(revision: UInt32 = 1) throws -> Pack {
    let texts = LocalizedText(["en": "What is working well?"])
    return try Pack(
      programme: "test", title: LocalizedText(["en": "A test"]), revision: revision,
      agendas: [
        Pack.Agenda(
          id: "open", title: LocalizedText(["en": "Open"]), isDropIn: true,
          activities: [
            Activity(
              id: "drop-in", title: LocalizedText(["en": "Open"]), prompts: [Prompt(id: "first", text: texts)])
          ])
      ])
  }

  /// It as a file that the devices of this world accept.
  func packFile(revision: UInt32 = 1) throws -> [UInt8] {
    try SignedPack(Self.pack(revision: revision), signedBy: packKey).fileBytes()
  }
}
