import Foundation
import KioskCore
import KioskRPC
import Synchronization

/// Stands between a device and its store on another loopback address, and loses what the store answers when told to.
final class LossyProxy: Sendable {
  /// What a delivery sends before its envelopes, handshake included, stays below it.
  private static let envelopesHaveBegun = 6000

  private struct State {
    var loses = false
    var connections: [Int32] = []
    var isStopped = false
  }

  /// Where devices reach the store through it.
  static let host = "127.0.0.2"

  private let listener: Int32
  private let target: HostPort
  private let state = Mutex(State())

  /// Listens on the store's port at `host`, for as long as the world lasts.
  init(before target: HostPort, in world: World) throws {
    self.target = target
    listener = try ListeningSocket.tcp(HostPort(host: Self.host, port: target.port)).descriptor
    Thread.detachNewThread { [self] in accept() }
    world.atEnd { [self] in
      state.withLock { $0.isStopped = true }
      shutdown(listener, Int32(SHUT_RDWR))
      cut()
    }
  }

  /// From now on, whatever comes back on a connection that carries envelopes is lost.
  func loseAnswers(_ loses: Bool) { state.withLock { $0.loses = loses } }

  /// Ends every connection.
  func cut() {
    // Under the lock, for a number that was closed may be another file's.
    state.withLock { state in for descriptor in state.connections { shutdown(descriptor, Int32(SHUT_RDWR)) } }
  }

  private func accept() {
    defer { close(listener) }
    while !state.withLock({ $0.isStopped }) {
      let device = Glibc.accept(listener, nil, nil)
      guard device >= 0 else { continue }
      guard let store = try? Connection.open(.tcp(target)) else {
        close(device)
        continue
      }
      state.withLock { $0.connections += [device, store] }
      Thread.detachNewThread { [self] in carry(device, store) }
    }
  }

  /// Carries both ways until either side ends.
  private func carry(_ device: Int32, _ store: Int32) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var fromDevice = 0
    while true {
      var ready = [
        pollfd(fd: device, events: Int16(POLLIN), revents: 0), pollfd(fd: store, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&ready, 2, -1) > 0 else { break }
      let source = ready[0].revents != 0 ? device : store
      let got = recv(source, &buffer, buffer.count, 0)
      guard got > 0 else { break }
      if source == device {
        fromDevice += got
      } else if fromDevice > Self.envelopesHaveBegun, state.withLock({ $0.loses }) {
        continue
      }
      guard Connection.write(buffer[..<got], to: source == device ? store : device) else { break }
    }
    state.withLock { $0.connections.removeAll { $0 == device || $0 == store } }
    close(device)
    close(store)
  }
}
