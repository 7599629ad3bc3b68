import KioskCore
import Synchronization

/// Lets the collection key change only when nothing is between its seal and the queue: what was sealed to the old key
/// would otherwise come into the queue behind the look at it, and go to a store that cannot open it.
final class SealingGate: Sendable {
  private struct State {
    var underWay = 0
    var isPaused = false
  }

  /// How long a pause waits for what is under way: longer than any flush of a disk that works.
  private static let patience = Duration.seconds(10)

  private let state = Mutex(State())

  /// Seals something and brings it into the queue.
  /// - Throws: `.notReady` while the key is being changed.
  func run<R: Sendable>(_ body: () async throws(KioskError) -> R) async throws(KioskError) -> R {
    let isPaused = state.withLock { state in
      if !state.isPaused { state.underWay += 1 }
      return state.isPaused
    }
    guard !isPaused else {
      throw KioskError(.notReady, "the device is being enrolled", nextStep: "Try again in a moment")
    }
    defer { state.withLock { $0.underWay -= 1 } }
    return try await body()
  }

  /// Changes the key.
  /// - Throws: `.conflict` when what is under way does not come to its end.
  func pausing(_ body: () throws(KioskError) -> Void) async throws(KioskError) {
    state.withLock { $0.isPaused = true }
    defer { state.withLock { $0.isPaused = false } }
    let end = ContinuousClock.now + Self.patience
    while state.withLock({ $0.underWay > 0 }) {
      guard ContinuousClock.now < end else {
        throw KioskError(.conflict, "somebody is giving a contribution", nextStep: "Try again in a moment")
      }
      try? await Task.sleep(for: .milliseconds(5))
    }
    try body()
  }
}
