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
      guard let store = try? connect() else {
        close(device)
        continue
      }
      state.withLock { $0.connections += [device, store] }
      Thread.detachNewThread { [self] in carry(device, store) }
    }
  }

  private func connect() throws -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(target.port).bigEndian
    address.sin_addr.s_addr = inet_addr(target.host)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else {
      close(descriptor)
      throw FileError.last("the store cannot be reached")
    }
    return descriptor
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
      guard sendAll(buffer[..<got], to: source == device ? store : device) else { break }
    }
    state.withLock { $0.connections.removeAll { $0 == device || $0 == store } }
    close(device)
    close(store)
  }

  private func sendAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let sent = send(descriptor, bytes.baseAddress! + done, bytes.count - done, Int32(MSG_NOSIGNAL))
        guard sent > 0 else { return false }
        done += sent
      }
      return true
    }
  }
}
