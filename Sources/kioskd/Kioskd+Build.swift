import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle

/// A daemon that is put together and ready to run; the same for the program and for tests.
struct KioskdApplication: Sendable {
  /// The services, each before those that depend on it.
  let services: [any Service]
  let device: Device
  let queue: EnvelopeQueue
  let forwarder: Forwarder
  let board: StatusBoard
  private let health: Broadcast<Bool>

  /// Opens the state directory and the queue, and binds the socket.
  /// - Throws: whatever keeps the daemon from doing its work; nothing is listening then.
  static func build(
    _ configuration: KioskdConfiguration, environment: [String: String], logger: Logger,
    group: MultiThreadedEventLoopGroup
  ) throws(KioskError) -> KioskdApplication {
    let device = try Device(
      directory: configuration.stateDirectory, queueCapacity: configuration.queueCapacity)
    let relay = LevelRelay()
    let queue = try EnvelopeQueue(at: device.files.queue) { relay.publish($0) }
    let counters = Counters()
    let forwarder = Forwarder(
      device: device, queue: queue, configuration: configuration.forwarding, counters: counters, group: group,
      logger: logger)
    let board = StatusBoard(device: device, queue: queue, forwarder: forwarder, counters: counters)
    relay.connect { level in
      forwarder.handle(.queued(level.queued))
      board.refresh()
    }
    let health = Broadcast(true)
    let control = ControlService(
      device: device, queue: queue, forwarder: forwarder, board: board,
      enroller: Enroller(device: device, group: group),
      diagnosis: Diagnosis(device: device, queue: queue, group: group))
    let capture = CaptureService(
      capturer: Capturer(device: device, queue: queue, counters: counters), device: device, status: board.status)
    let socket = try ListeningSocket.unix(
      path: configuration.socket, mode: configuration.socketMode, group: configuration.socketGroup)
    let gate = CallerGate(.local)
    let listener = RPCListener(
      socket, security: .plaintext, gate: gate, health: health, on: group,
      services: [CaptureMethods.service, ControlMethods.service]
    ) { router in
      capture.register(with: &router, through: gate)
      control.register(with: &router, through: gate)
    }
    var services: [any Service] = [QueueCloser(queue: queue), board, forwarder]
    services.append(Follower(device: device, group: group, logger: logger))
    services.append(listener)
    if let endpoint = configuration.listen {
      services.append(
        StaffListener(
          endpoint: endpoint, device: device, control: control, health: health, group: group, logger: logger))
    }
    services.append(
      SystemdNotify(environment: environment) { await queue.isResponsive() })
    return KioskdApplication(
      services: services, device: device, queue: queue, forwarder: forwarder, board: board, health: health)
  }
}

/// Hands the queue's level on to what is made after the queue.
private final class LevelRelay: Sendable {
  private let target = Broadcast<Box>(Box())

  private struct Box: Sendable, Equatable {
    var send: (@Sendable (QueueLevel) -> Void)?
    static func == (a: Box, b: Box) -> Bool { false }
  }

  func connect(_ send: @escaping @Sendable (QueueLevel) -> Void) {
    target.update { $0.send = send }
  }

  func publish(_ level: QueueLevel) {
    target.value.send?(level)
  }
}

/// Closes the queue after everything that uses it has stopped.
private struct QueueCloser: Service {
  let queue: EnvelopeQueue

  func run() async throws {
    try? await gracefulShutdown()
    await queue.close()
  }
}
