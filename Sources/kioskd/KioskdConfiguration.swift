import KioskCore

/// What kioskd is told by its configuration file, the environment and flags.
struct KioskdConfiguration: Sendable {
  /// Prefix of its environment variables.
  static let environmentPrefix = "KIOSKD_"

  /// Every setting there is.
  static let keys: [Settings.Key] =
    [
      .init("state_directory", default: "/var/lib/kioskd", help: "Directory of the queue and the device's identity."),
      .init("socket", default: "/run/kioskd/kioskd.sock", help: "Unix socket for the touch pages and local staff."),
      .init("socket_mode", default: "0660", help: "File mode of the socket, in octal digits."),
      .init("socket_group", help: "Group of the socket: who is in it may capture and control."),
      .init("listen", help: "host:port for staff on the local network, with mutual TLS; off unless set."),
      .init("queue_capacity", default: "2048", help: "Slots of a new queue, 1 to 65536; each takes 8 KiB on disk."),
      .init(
        "drawing_capacity", default: "128",
        help: "Slots for drawings in a new queue, 0 to 4096; each takes 72 KiB on disk. With 0 drawings are not taken."),
      .init("mix_minimum", default: "5", help: "How many envelopes gather before they are sent, 1 to 1000."),
      .init(
        "mix_hold_seconds", default: "3600", help: "The longest that an envelope is held for company, 0 to 604800."),
      .init("help_route", help: "How somebody at this device gets help now; no session opens without it."),
      .init("help_command", help: "Program that signals staff when somebody calls for them; words, and no shell."),
      .init("session_speed", default: "1", help: "How fast a session's time passes, 1 to 3600; for rehearsing."),
      .init("log_level", default: "info", help: "trace, debug, info, notice, warning, error or critical."),
    ] + PagesConfiguration.keys

  let stateDirectory: String
  let socket: String
  let socketMode: UInt32
  let socketGroup: String?
  let listen: HostPort?
  let queueCapacity: Int
  /// Slots for drawings; 0 takes none.
  let drawingCapacity: Int
  let forwarding: ForwardingPolicy.Configuration
  /// What people are told who need help now; nil where nobody has configured it.
  let helpRoute: String?
  /// Signals staff; nil where there is none.
  let helpCommand: ChildProgram?
  let pages: PagesConfiguration
  /// Seconds of a session that pass in one.
  let sessionSpeed: Int64
  let logLevel: String

  /// - Throws: `KioskError.invalid` with the place of the value that cannot be used.
  init(_ settings: Settings) throws(KioskError) {
    stateDirectory = settings.text("state_directory")!
    socket = settings.text("socket")!
    socketMode = try settings.mode("socket_mode")
    socketGroup = settings.text("socket_group")
    listen = try settings.endpoint("listen")
    queueCapacity = try settings.integer("queue_capacity", in: EnvelopeQueue.capacityBounds)
    drawingCapacity = try settings.integer("drawing_capacity", in: EnvelopeQueue.drawingCapacityBounds)
    var forwarding = ForwardingPolicy.Configuration()
    forwarding.minimum = try settings.integer("mix_minimum", in: 1...1000)
    forwarding.longestHold = .seconds(try settings.integer("mix_hold_seconds", in: 0...604_800))
    self.forwarding = forwarding
    helpRoute = settings.text("help_route").flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    helpCommand = settings.text("help_command").flatMap(ChildProgram.init)
    pages = try PagesConfiguration(settings)
    sessionSpeed = Int64(try settings.integer("session_speed", in: 1...3600))
    logLevel = settings.text("log_level")!
    guard LogLevel.isKnown(logLevel) else {
      throw settings.invalid("log_level", "takes trace, debug, info, notice, warning, error or critical")
    }
  }

  /// The help routes, each for itself.
  var helpRoutes: [String] {
    (helpRoute ?? "").split(separator: PagesConfiguration.routeSeparator).map(String.init)
  }

  /// Reads the file, the environment and the flags, in the order in which they win.
  /// - Parameter file: its path; nil reads none.
  static func load(
    file: String?, environment: [String: String], flags: [String: String?]
  ) throws(KioskError) -> KioskdConfiguration {
    try KioskdConfiguration(
      try Settings.load(keys: keys, file: file, environment: environment, prefix: environmentPrefix, flags: flags))
  }
}
