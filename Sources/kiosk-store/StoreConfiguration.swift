import KioskCore

/// What kiosk-store is told by its configuration file, the environment and flags.
struct StoreConfiguration: Sendable {
  /// Prefix of its environment variables. It is not KIOSK_STORE_, for KIOSK_STORE names the store to kiosk-ctl.
  static let environmentPrefix = "KIOSKSTORE_"

  /// Every setting there is.
  static let keys: [Settings.Key] = [
    .init("state_directory", default: "/var/lib/kiosk-store", help: "Directory of the database and the authority."),
    .init("listen", default: "0.0.0.0:7443", help: "host:port for devices, staff and coordinators, with mutual TLS."),
    .init("enrolment_listen", default: "0.0.0.0:7444", help: "host:port at which devices enrol."),
    .init("public_host", help: "Name or address by which devices reach the store; its host name unless set."),
    .init("log_level", default: "info", help: "trace, debug, info, notice, warning, error or critical."),
  ]

  let stateDirectory: String
  let listen: HostPort
  let enrolmentListen: HostPort
  let publicHost: String
  let logLevel: String

  /// - Throws: `KioskError.invalid` with the place of the value that cannot be used.
  init(_ settings: Settings) throws(KioskError) {
    stateDirectory = settings.text("state_directory")!
    listen = try settings.endpoint("listen")!
    enrolmentListen = try settings.endpoint("enrolment_listen")!
    publicHost = settings.text("public_host") ?? HostName.current
    guard !publicHost.isEmpty, !publicHost.contains(where: \.isWhitespace) else {
      throw settings.invalid("public_host", "takes a name or an address")
    }
    logLevel = settings.text("log_level")!
    guard LogLevel.isKnown(logLevel) else {
      throw settings.invalid("log_level", "takes trace, debug, info, notice, warning, error or critical")
    }
  }

  /// Reads the file, the environment and the flags, in the order in which they win.
  static func load(
    file: String?, environment: [String: String], flags: [String: String?]
  ) throws(KioskError) -> StoreConfiguration {
    try StoreConfiguration(
      try Settings.load(keys: keys, file: file, environment: environment, prefix: environmentPrefix, flags: flags))
  }
}
