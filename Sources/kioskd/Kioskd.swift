import ArgumentParser
import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#endif

/// The device daemon.
@main
struct Kioskd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kioskd",
    abstract: "Takes what people say at this device, seals it, keeps it and forwards it.",
    discussion: """
      Each setting can stand in the configuration file (queue_capacity: 2048), in the environment \
      (KIOSKD_QUEUE_CAPACITY=2048) or be a flag (--queue-capacity 2048); flags win over the environment, and that over \
      the file. SIGHUP reads file and environment again for mix_minimum and mix_hold_seconds.
      """,
    version: KioskVersion.current)

  @Option(help: "Configuration file (YAML).") var config: String?
  @Option(help: "Directory of the queue and the device's identity.") var stateDirectory: String?
  @Option(help: "Unix socket for the touch pages and local staff.") var socket: String?
  @Option(help: "File mode of the socket, in octal digits.") var socketMode: String?
  @Option(help: "Group of the socket.") var socketGroup: String?
  @Option(help: "host:port for staff, with mutual TLS; off unless set.") var listen: String?
  @Option(help: "Slots of a new queue.") var queueCapacity: String?
  @Option(help: "Slots for drawings in a new queue.") var drawingCapacity: String?
  @Option(help: "How many envelopes gather before they are sent.") var mixMinimum: String?
  @Option(help: "The longest that an envelope is held for company, in seconds.") var mixHoldSeconds: String?
  @Option(help: "How somebody at this device gets help now.") var helpRoute: String?
  @Option(help: "Program that signals staff when somebody calls for them.") var helpCommand: String?
  @Option(help: "host:port on loopback where a browser gets the touch pages.") var pages: String?
  @Option(help: "Directory of the touch pages.") var pagesDirectory: String?
  @Option(help: "Who reads what is said, as people are to read it.") var readers: String?
  @Option(help: "Language that the pages begin with.") var language: String?
  @Option(help: "Size of the text that the pages begin with: s, m, l or xl.") var textSize: String?
  @Option(help: "Colours that the pages begin with: light, dark or high.") var contrast: String?
  @Option(help: "How long nobody touches a page before it asks, in seconds.") var idleSeconds: String?
  @Option(help: "Program that reads aloud, as espeak-ng does.") var speechCommand: String?
  @Option(help: "How fast a session's time passes; for rehearsing.") var sessionSpeed: String?
  @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel: String?

  private var flags: [String: String?] {
    [
      "state_directory": stateDirectory, "socket": socket, "socket_mode": socketMode, "socket_group": socketGroup,
      "listen": listen, "queue_capacity": queueCapacity, "drawing_capacity": drawingCapacity,
      "mix_minimum": mixMinimum, "mix_hold_seconds": mixHoldSeconds, "help_route": helpRoute,
      "help_command": helpCommand, "session_speed": sessionSpeed, "log_level": logLevel, "pages": pages,
      "pages_directory": pagesDirectory, "readers": readers, "language": language, "text_size": textSize,
      "contrast": contrast, "idle_seconds": idleSeconds, "speech_command": speechCommand,
    ]
  }

  func run() async throws {
    ProcessHardening.apply()
    let environment = ProcessEnvironment.all
    do {
      let settings = try KioskdConfiguration.load(file: config, environment: environment, flags: flags)
      let logger = LogLevel.makeLogger("kioskd", level: settings.logLevel)
      // One thread serves the socket: a device has one person in front of it.
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let application = try KioskdApplication.build(
        settings, environment: environment, logger: logger, group: group)
      // What only the start needed, its code among it, is not wanted again: a small board has other uses for it.
      ProcessMemory.giveBack()
      let reloading = await ReloadService { try reread(application, environment: environment) }
      var services = application.services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
      services.append(.init(service: reloading))
      var configuration = ServiceGroupConfiguration(services: services, logger: logger)
      configuration.gracefulShutdownSignals = [.sigterm, .sigint]
      configuration.maximumGracefulShutdownDuration = .seconds(10)
      logger.info("kioskd \(KioskVersion.current) takes contributions", metadata: ["socket": "\(settings.socket)"])
      try await ServiceGroup(configuration: configuration).run()
      AtomicFile.remove(settings.socket)
      logger.info("kioskd has stopped")
    } catch let error as KioskError {
      ProcessExit.fail("kioskd", error)
    }
  }

  private func reread(_ application: KioskdApplication, environment: [String: String]) throws(KioskError) {
    let settings = try KioskdConfiguration.load(file: config, environment: environment, flags: flags)
    application.forwarder.reconfigure(settings.forwarding)
  }
}
