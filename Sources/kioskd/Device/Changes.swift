import KioskCore

/// Wakes whoever depends on several values when one of them is another.
enum Changes {
  /// Wakes at once, and then for changes, of which it may put several together. It ends when one of the values does, or
  /// whoever listens goes away.
  static func of<each Value: Sendable & Equatable>(_ broadcasts: repeat Broadcast<each Value>) -> AsyncStream<Void> {
    let (stream, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    var followers: [Task<Void, Never>] = []
    repeat followers.append(follow(each broadcasts, waker))
    waker.onTermination = { [followers] _ in
      for follower in followers { follower.cancel() }
    }
    return stream
  }

  private static func follow<Value>(
    _ broadcast: Broadcast<Value>, _ waker: AsyncStream<Void>.Continuation
  ) -> Task<Void, Never> {
    Task {
      for await _ in broadcast.watch() { waker.yield() }
      waker.finish()
    }
  }
}
