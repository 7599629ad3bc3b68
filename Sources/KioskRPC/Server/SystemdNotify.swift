internal import KioskCore
internal import ServiceLifecycle

#if canImport(Glibc)
  import Glibc
#endif

/// Tells systemd how the program is (sd_notify(3)): a datagram to the socket that the environment names.
package struct SystemdNotify: Service {
  private let socketPath: String?
  private let watchdog: Duration?
  private let isAlive: @Sendable () async -> Bool

  /// - Parameter isAlive: whether the program still does its work; asked before each word to the watchdog.
  package init(environment: [String: String], isAlive: @escaping @Sendable () async -> Bool) {
    socketPath = environment["NOTIFY_SOCKET"]
    watchdog = environment["WATCHDOG_USEC"].flatMap(Int64.init).flatMap { $0 > 0 ? .microseconds($0) : nil }
    self.isAlive = isAlive
  }

  /// Sends a state, such as `READY=1`; does nothing without systemd.
  package func send(_ state: String) {
    guard let socketPath, !socketPath.isEmpty else { return }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard socketPath.utf8.count < room else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      path.copyBytes(from: socketPath.utf8)
      // A name that begins with @ is in the abstract namespace, where the first byte is zero.
      if path[0] == UInt8(ascii: "@") { path[0] = 0 }
    }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + socketPath.utf8.count)
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        _ = sendto(descriptor, state, state.utf8.count, 0, pointer, length)
      }
    }
  }

  /// Says READY, feeds the watchdog at half its time, and says STOPPING at the end.
  package func run() async throws {
    send("READY=1")
    await cancelWhenGracefulShutdown {
      guard let watchdog else {
        try? await gracefulShutdown()
        return
      }
      while !Task.isCancelled {
        if await isAlive() { send("WATCHDOG=1") }
        try? await Task.sleep(for: watchdog / 2)
      }
    }
    send("STOPPING=1")
  }
}
