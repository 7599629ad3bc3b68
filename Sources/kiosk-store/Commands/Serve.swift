import ArgumentParser
import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// `kiosk-store serve`.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Take envelopes and give receipts.")

  @Option(help: "Configuration file (YAML).") var config: String?
  @Option(help: "Directory of the database and the authority.") var stateDirectory: String?
  @Option(help: "host:port for devices, staff and coordinators, with mutual TLS.") var listen: String?
  @Option(help: "host:port at which devices enrol.") var enrolmentListen: String?
  @Option(help: "Name or address by which devices reach the store.") var publicHost: String?
  @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel: String?

  func run() async throws {
    ProcessHardening.apply()
    let environment = ProcessEnvironment.all
    do throws(KioskError) {
      let settings = try StoreConfiguration.load(
        file: config, environment: environment,
        flags: [
          "state_directory": stateDirectory, "listen": listen, "enrolment_listen": enrolmentListen,
          "public_host": publicHost, "log_level": logLevel,
        ])
      try await serve(settings, environment: environment)
    } catch {
      ProcessExit.fail("kiosk-store", error)
    }
  }

  private func serve(_ settings: StoreConfiguration, environment: [String: String]) async throws(KioskError) {
    let logger = LogLevel.makeLogger("kiosk-store", level: settings.logLevel)
    let application = try await StoreApplication.build(
      settings, environment: environment, logger: logger, group: .singletonMultiThreadedEventLoopGroup)
    logger.info(
      "kiosk-store \(KioskVersion.current) takes envelopes",
      metadata: ["address": "\(application.address)", "enrolment": "\(application.enrolmentAddress)"])
    let reloading = await ReloadService { _ = try StoreFiles(directory: settings.stateDirectory).authority() }
    var configuration = ServiceGroupConfiguration(services: application.services + [reloading], logger: logger)
    configuration.gracefulShutdownSignals = [.sigterm, .sigint]
    configuration.maximumGracefulShutdownDuration = .seconds(10)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      throw KioskError(.internal, "the store stopped because one of its parts failed", nextStep: "Start it again")
    }
    logger.info("kiosk-store has stopped")
  }
}
