internal import KioskCore
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// Runs something at each SIGHUP. What goes wrong is said, and the program goes on as it was.
package struct ReloadService: Service {
  private let reload: @Sendable () throws -> Void
  private let signals: UnixSignalsSequence

  /// From here on the signal does not end the program any more; so it is made before the program says that it is ready.
  /// - Parameter reload: reads the configuration again.
  package init(_ reload: @escaping @Sendable () throws -> Void) async {
    self.reload = reload
    signals = await UnixSignalsSequence(trapping: .sighup)
  }

  package func run() async throws {
    let logger = LogLevel.makeLogger("reload", level: "info")
    await cancelWhenGracefulShutdown {
      for await _ in signals {
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
