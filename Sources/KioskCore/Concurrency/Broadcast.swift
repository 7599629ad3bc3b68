internal import Synchronization

/// A value that others can watch: each watcher gets the present value at once and the newest after every change; what
/// a slow watcher misses in between it does not need.
public final class Broadcast<Value: Sendable & Equatable>: Sendable {
  private struct State {
    var value: Value
    var watchers: [UInt64: AsyncStream<Value>.Continuation] = [:]
    var next: UInt64 = 0
    var isFinished = false
  }

  private let state: Mutex<State>

  /// Begins with a value.
  public init(_ value: Value) {
    state = Mutex(State(value: value))
  }

  /// The present value.
  public var value: Value { state.withLock { $0.value } }

  /// Changes the value, and tells everybody if it is another.
  public func update(_ change: @Sendable (inout Value) -> Void) {
    state.withLock { state in
      let before = state.value
      change(&state.value)
      guard state.value != before else { return }
      for watcher in state.watchers.values { watcher.yield(state.value) }
    }
  }

  /// The present value and all that follow, until `finish`.
  public func watch() -> AsyncStream<Value> {
    let (stream, continuation) = AsyncStream.makeStream(of: Value.self, bufferingPolicy: .bufferingNewest(1))
    let number: UInt64? = state.withLock { state in
      continuation.yield(state.value)
      guard !state.isFinished else { return nil }
      state.next += 1
      state.watchers[state.next] = continuation
      return state.next
    }
    if let number {
      continuation.onTermination = { [weak self] _ in
        _ = self?.state.withLock { $0.watchers.removeValue(forKey: number) }
      }
    } else {
      continuation.finish()
    }
    return stream
  }

  /// Ends every watch; the program is stopping.
  public func finish() {
    let watchers = state.withLock { state in
      state.isFinished = true
      defer { state.watchers = [:] }
      return Array(state.watchers.values)
    }
    for watcher in watchers { watcher.finish() }
  }
}
