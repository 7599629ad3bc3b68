import Foundation
import KioskCore

/// A connection that speaks no gRPC: a socket, and what comes of it.
final class PlainConnection: Sendable {
  /// What a client of HTTP/2 says first (RFC 9113, 3.4), with an empty SETTINGS frame.
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]

  private let descriptor: Int32

  /// Connects to a Unix socket.
  init(socket path: String) throws {
    descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    try connect(&address)
  }

  /// Connects to a port on loopback.
  init(port: Int) throws {
    descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try connect(&address)
  }

  deinit {
    close(descriptor)
  }

  private func connect<Address>(_ address: inout Address) throws {
    let length = socklen_t(MemoryLayout<Address>.size)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) == 0 }
    }
    guard connected else { throw KioskError(.unreachable, "no connection: \(errno)") }
  }

  /// Sends bytes; whether they arrive shows later.
  func send(_ bytes: [UInt8]) {
    _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// What came of it.
  enum Outcome: Equatable {
    case answered, closed, silent
  }

  /// Waits for the peer's first byte or its end.
  func outcome(within seconds: Int) -> Outcome {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Int32(seconds * 1000)) == 1 else { return .silent }
    var byte: UInt8 = 0
    return recv(descriptor, &byte, 1, 0) == 1 ? .answered : .closed
  }
}
