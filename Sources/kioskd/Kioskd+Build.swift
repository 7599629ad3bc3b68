import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle
import Synchronization

/// A daemon that is put together and ready to run; the same for the program and for tests.
struct KioskdApplication: Sendable {
  /// The services, each before those that depend on it.
  let services: [any Service]
  let device: Device
  let queue: EnvelopeQueue
  let forwarder: Forwarder
  let board: StatusBoard
  let keeper: SessionKeeper
  /// The touch pages, if they are on.
  let pages: Pages?
  /// host:port for staff, if there is one.
  let staffAddress: String?

  /// Opens the state directory and the queue, and binds the socket.
  /// - Throws: whatever keeps the daemon from doing its work; nothing is listening then.
  static func build(
    _ configuration: KioskdConfiguration, environment: [String: String], logger: Logger,
    group: MultiThreadedEventLoopGroup
  ) throws(KioskError) -> KioskdApplication {
    let device = try Device(
      directory: configuration.stateDirectory, queueCapacity: configuration.queueCapacity,
      drawingCapacity: configuration.drawingCapacity)
    let relay = LevelRelay()
    let queue = try EnvelopeQueue(
      at: device.files.queue, drawings: device.state.value.record.hasDrawings == true ? device.files.drawings : nil,
      takesDrawings: configuration.drawingCapacity > 0
    ) { relay.publish($0) }
    let counters = Counters()
    let forwarder = Forwarder(
      device: device, queue: queue, configuration: configuration.forwarding, counters: counters, group: group,
      logger: logger)
    let keeper = try SessionKeeper(
      device: device, queue: queue, hasHelpRoute: configuration.helpRoute != nil,
      clock: SessionClock(speed: configuration.sessionSpeed), logger: logger)
    let calls = CallBoard(command: configuration.helpCommand, device: device, logger: logger)
    let board = StatusBoard(
      device: device, queue: queue, forwarder: forwarder, keeper: keeper, calls: calls, counters: counters)
    relay.connect { level in
      forwarder.handle(.queued(level.queued))
      board.refresh()
    }
    let health = Broadcast(true)
    let enroller = Enroller(device: device, group: group)
    let capturer = Capturer(device: device, queue: queue, keeper: keeper, counters: counters)
    let pages = try Pages(
      PageNow(
        capturer: capturer, device: device, queue: queue, keeper: keeper, calls: calls,
        speaker: Speaker(configuration.pages.speech), helpRoutes: configuration.helpRoutes,
        configuration: configuration.pages), status: board.status, group: group)
    let control = ControlService(
      device: device, queue: queue, forwarder: forwarder, board: board, keeper: keeper, calls: calls,
      enroller: enroller,
      diagnosis: Diagnosis(
        device: device, queue: queue, keeper: keeper, helpCommand: configuration.helpCommand, pages: pages,
        group: group))
    let session = SessionService(keeper: keeper, keyTest: KeyTest(device: device), device: device, queue: queue)
    let capture = CaptureService(capturer: capturer, device: device, keeper: keeper, calls: calls, status: board.status)
    let socket = try ListeningSocket.unix(
      path: configuration.socket, mode: configuration.socketMode, group: configuration.socketGroup)
    let gate = CallerGate(.local)
    let listener = RPCListener(
      socket, security: .plaintext, gate: gate, health: health, on: group, limits: .device,
      services: [CaptureMethods.service, ControlMethods.service, SessionMethods.service]
    ) { router in
      capture.register(with: &router, through: gate)
      control.register(with: &router, through: gate)
      session.register(with: &router, through: gate)
    }
    var services: [any Service] = [QueueCloser(queue: queue), keeper, board, forwarder]
    services.append(
      Follower(
        device: device, enroller: enroller,
        loadPack: { bytes throws(KioskError) in try keeper.loadPack(bytes, later: true) }, group: group, logger: logger)
    )
    services.append(listener)
    let staffSocket = try configuration.listen.map { endpoint throws(KioskError) in
      try ListeningSocket.reserve(endpoint)
    }
    if let staffSocket {
      services.append(
        StaffListener(
          socket: staffSocket, device: device, control: control, session: session, health: health, group: group,
          logger: logger))
    }
    if let pages { services.append(pages.listener) }
    services.append(MemoryTrim(forwarding: forwarder.state))
    services.append(WatchEnder(board: board, health: health))
    services.append(
      SystemdNotify(environment: environment) { await queue.isResponsive() })
    return KioskdApplication(
      services: services, device: device, queue: queue, forwarder: forwarder, board: board, keeper: keeper,
      pages: pages, staffAddress: staffSocket?.address)
  }
}

/// Hands the queue's level on to what is made after the queue.
private final class LevelRelay: Sendable {
  private let target = Mutex<(@Sendable (QueueLevels) -> Void)?>(nil)

  func connect(_ send: @escaping @Sendable (QueueLevels) -> Void) {
    target.withLock { $0 = send }
  }

  func publish(_ level: QueueLevels) {
    target.withLock { $0 }?(level)
  }
}

/// Ends the streams that would otherwise keep their listeners from stopping.
private struct WatchEnder: Service {
  let board: StatusBoard
  let health: Broadcast<Bool>

  func run() async throws {
    try? await gracefulShutdown()
    health.update { $0 = false }
    health.finish()
    board.status.finish()
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
