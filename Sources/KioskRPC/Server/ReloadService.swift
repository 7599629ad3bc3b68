internal import KioskCore
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// Runs something at each SIGHUP. What goes wrong is said, and the program goes on as it was.
package struct ReloadService: Service {
  private let reload: @Sendable () throws -> Void

  /// - Parameter reload: reads the configuration again.
  package init(_ reload: @escaping @Sendable () throws -> Void) {
    self.reload = reload
  }

  package func run() async throws {
    let logger = LogLevel.makeLogger("reload", level: "info")
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) {
        do {
          try reload()
          logger.info("configuration read again")
        } catch {
          logger.error("the configuration was not taken: \(error)")
        }
      }
    }
  }
}
