import Foundation
import KioskCore
import Synchronization

/// The end of sd_notify(3) that systemd has: takes a daemon's datagrams.
final class NotifySocket: Sendable {
  let path: String
  private let descriptor: Int32
  private let received = Mutex<[String]>([])

  init(_ path: String) throws {
    self.path = path
    unlink(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw FileError.last("\(path) cannot be listened on") }
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// Every word that came, oldest first.
  var words: [String] {
    received.withLock { words in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let got = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard got > 0 else { return words }
        words.append(String(decoding: buffer[..<got], as: UTF8.self))
      }
    }
  }

  /// Forgets what came.
  func clear() {
    _ = words
    received.withLock { $0 = [] }
  }
}
