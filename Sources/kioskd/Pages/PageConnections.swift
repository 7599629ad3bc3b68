import NIOCore
import Synchronization

/// Bounds the connections of the pages' listener. Where there is no room for a new one, the one that has been idle for
/// longest goes: whoever opens hundreds and leaves them does not keep the person at the device out.
final class PageConnections: Sendable {
  /// A browser opens six to a server, and a stream of events; staff may look at the pages from a second browser, and a
  /// test from a third.
  static let limit = 32

  /// What a connection is doing.
  enum Standing { case idle, reading, answering }

  private struct Entry {
    let channel: any Channel
    var standing = Standing.idle
    /// Grows with each change of any connection.
    var since: UInt64
  }

  private struct State {
    var entries: [ObjectIdentifier: Entry] = [:]
    var changes: UInt64 = 0
  }

  private let state = Mutex(State())

  /// How many there are.
  var count: Int { state.withLock { $0.entries.count } }

  /// Lets a connection in, or closes it where all others are busy with an answer.
  func admit(_ channel: any Channel) {
    let leaving: (any Channel)? = state.withLock { state in
      state.changes += 1
      guard state.entries.count >= Self.limit else {
        state.entries[ObjectIdentifier(channel)] = Entry(channel: channel, since: state.changes)
        return nil
      }
      guard let idlest = Self.idlest(state.entries) else { return channel }
      state.entries[ObjectIdentifier(idlest)] = nil
      state.entries[ObjectIdentifier(channel)] = Entry(channel: channel, since: state.changes)
      return idlest
    }
    channel.closeFuture.whenComplete { _ in
      self.state.withLock { $0.entries[ObjectIdentifier(channel)] = nil }
    }
    // A channel that is being set up cannot be closed yet.
    if let leaving { leaving.eventLoop.execute { leaving.close(promise: nil) } }
  }

  /// A connection is doing something else now.
  func note(_ channel: any Channel, _ standing: Standing) {
    state.withLock { state in
      state.changes += 1
      state.entries[ObjectIdentifier(channel)]?.standing = standing
      state.entries[ObjectIdentifier(channel)]?.since = state.changes
    }
  }

  /// Closes what is not being answered; the rest closes behind its answer.
  func finish() {
    for entry in state.withLock({ Array($0.entries.values) }) {
      if entry.standing == .answering {
        entry.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
      } else {
        entry.channel.close(promise: nil)
      }
    }
  }

  /// Those who ask for nothing before those who are slow to ask.
  private static func idlest(_ entries: [ObjectIdentifier: Entry]) -> (any Channel)? {
    let oldest = entries.values.filter { $0.standing != .answering }.min { one, two in
      one.standing == two.standing ? one.since < two.since : one.standing == .idle
    }
    return oldest?.channel
  }
}
