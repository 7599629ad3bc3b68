import Foundation
import KioskCore

/// A plain connection, to send what is no call.
enum Connection {
  enum Target {
    case unix(String)
    case tcp(HostPort)
  }

  /// Connects.
  /// - Returns: the descriptor; close it.
  static func open(_ target: Target) throws -> Int32 {
    switch target {
    case .unix(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      return try connect(AF_UNIX, &address)
    case .tcp(let endpoint):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(endpoint.port).bigEndian
      address.sin_addr.s_addr = inet_addr(endpoint.host)
      return try connect(AF_INET, &address)
    }
  }

  private static func connect<Address>(_ family: Int32, _ address: inout Address) throws -> Int32 {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let length = socklen_t(MemoryLayout<Address>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
    }
    guard result == 0 else {
      close(descriptor)
      throw FileError.last("there is no connection")
    }
    return descriptor
  }

  /// Sends all of it, as long as the other side listens.
  @discardableResult
  static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) -> Bool {
    Array(bytes).withUnsafeBytes { bytes in
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
