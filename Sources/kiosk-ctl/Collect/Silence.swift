import KioskCore
import Synchronization

/// A stream that may take long as a whole, but not fall silent: a network can swallow everything without ending a
/// connection.
enum Silence {
  /// The longest pause, as long as a store may need to find where to go on.
  static let limit = Duration.seconds(60)

  /// Runs work that calls what it is given whenever something came.
  /// - Throws: what the work throws, or `KioskError.unreachable` after a pause.
  static func limiting(
    _ peer: String, to limit: Duration = Self.limit,
    _ work: @escaping @Sendable (@escaping @Sendable () -> Void) async throws -> Void
  ) async throws {
    let lastHeard = LastHeard()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await work { lastHeard.instant.withLock { $0 = .now } } }
      tasks.addTask {
        while true {
          let silentSince = lastHeard.instant.withLock { $0 }
          guard silentSince.duration(to: .now) < limit else {
            throw KioskError(
              .unreachable, "\(peer) has fallen silent", nextStep: "Run the command again; it goes on from here")
          }
          try await Task.sleep(until: silentSince + limit)
        }
      }
      defer { tasks.cancelAll() }
      try await tasks.next()
    }
  }
}

/// When something came last; shared by the two sides.
private final class LastHeard: Sendable {
  let instant = Mutex(ContinuousClock.now)
}
