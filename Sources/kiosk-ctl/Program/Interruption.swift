import Dispatch
import Foundation
import KioskCore
import Synchronization

/// Ctrl-C and SIGTERM while something waits for a peer.
enum Interruption {
  /// Runs work, and gives it up on a signal; on a second one the program ends at once.
  /// - Throws: what the work throws, or `KioskError.cancelled` after a signal.
  static func guarding<R: Sendable>(_ work: @escaping @Sendable () async throws -> R) async throws -> R {
    let isInterrupted = Mutex(false)
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isSecond = isInterrupted.withLock { isInterrupted in
          defer { isInterrupted = true }
          return isInterrupted
        }
        if isSecond { _exit(ExitStatus.cancelled.rawValue) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    let result = await task.result
    if isInterrupted.withLock({ $0 }), case .failure = result {
      throw KioskError(.cancelled, "the command was interrupted")
    }
    return try result.get()
  }
}
