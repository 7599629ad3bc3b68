package import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// A bound socket that listens, made by us so that its mode is right before anybody can connect, and a failure has a
/// clear error.
package struct ListeningSocket: Sendable {
  /// Connections that wait to be accepted: a room's devices reconnecting at once.
  private static let backlog: CInt = 128

  /// The socket.
  package let descriptor: CInt
  /// Where it listens: a path, or host:port with the port that was chosen.
  package let address: String

  /// Listens on a Unix socket. A stale socket of a program that is gone is removed; anything else is left alone.
  /// - Throws: `.conflict` when somebody listens there, or something that is no socket stands there.
  package static func unix(path: String, mode: UInt32, group: String?) throws(KioskError) -> ListeningSocket {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else {
      throw KioskError(.invalid, "the socket's path is longer than \(room - 1) bytes", nextStep: "Choose a shorter one")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    try removeStale(path, &address)
    let descriptor = try make(AF_UNIX)
    // The socket is made unreachable, and opened to its group only when owner and mode are right.
    let mask = umask(0o777)
    let bound = bindTo(descriptor, &address, socklen_t(MemoryLayout<sockaddr_un>.size))
    umask(mask)
    do throws(KioskError) {
      guard bound else { throw FileError.last("\(path) cannot be listened on") }
      if let group { try setGroup(group, of: path) }
      guard chmod(path, mode) == 0 else { throw FileError.last("the mode of \(path) cannot be set") }
      guard listen(descriptor, backlog) == 0 else { throw FileError.last("\(path) cannot be listened on") }
    } catch {
      close(descriptor)
      throw error
    }
    return ListeningSocket(descriptor: descriptor, address: path)
  }

  /// Listens on a TCP port; port 0 lets the system choose.
  /// - Throws: `.conflict` when the port is in use.
  package static func tcp(_ endpoint: HostPort) throws(KioskError) -> ListeningSocket {
    let socket = try reserve(endpoint)
    setReuse(socket.descriptor, true)
    guard listen(socket.descriptor, backlog) == 0 else {
      let error = FileError.last("\(endpoint) cannot be listened on")
      close(socket.descriptor)
      throw error
    }
    return socket
  }

  /// A copy that listens, for a server that closes it in the end; this one stays as it is.
  package func listening() throws(KioskError) -> ListeningSocket {
    let copy = dup(descriptor)
    guard copy >= 0 else { throw FileError.last("\(address) cannot be listened on") }
    Self.setReuse(copy, true)
    guard listen(copy, Self.backlog) == 0 else {
      let error = FileError.last("\(address) cannot be listened on")
      close(copy)
      throw error
    }
    return ListeningSocket(descriptor: copy, address: address)
  }

  /// Takes a TCP port without listening yet: whoever connects is refused.
  /// - Throws: `.conflict` when the port is in use.
  package static func reserve(_ endpoint: HostPort) throws(KioskError) -> ListeningSocket {
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(endpoint.host, String(endpoint.port), &hints, &found) == 0, let info = found else {
      throw KioskError(.invalid, "\(endpoint) is not an address of this machine")
    }
    defer { freeaddrinfo(found) }
    let descriptor = try make(info.pointee.ai_family)
    setReuse(descriptor, true)
    guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0 else {
      let error = FileError.last("\(endpoint) cannot be listened on")
      close(descriptor)
      throw error
    }
    // Until somebody listens, only this keeps others from the port.
    setReuse(descriptor, false)
    let chosen = HostPort(host: endpoint.host, port: port(of: descriptor) ?? endpoint.port)
    return ListeningSocket(descriptor: descriptor, address: chosen.description)
  }

  /// Whether the port may be bound while connections of an earlier program linger on it. They take this over from the
  /// socket that they came by, so whatever listens has it set: else the next start would have to wait for them.
  private static func setReuse(_ descriptor: CInt, _ allowed: Bool) {
    var value: CInt = allowed ? 1 : 0
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &value, socklen_t(MemoryLayout<CInt>.size))
  }

  private static func make(_ family: CInt) throws(KioskError) -> CInt {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(family, kind, 0)
    guard descriptor >= 0 else { throw FileError.last("a socket cannot be made") }
    return descriptor
  }

  private static func removeStale(_ path: String, _ address: inout sockaddr_un) throws(KioskError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw KioskError(.conflict, "\(path) is there and is no socket", nextStep: "Choose another path")
    }
    let probe = try make(AF_UNIX)
    defer { close(probe) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let answered = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(probe, $0, length) == 0 }
    }
    guard !answered, errno == ECONNREFUSED else {
      throw KioskError(.conflict, "another program listens on \(path)", nextStep: "Stop it first")
    }
    unlink(path)
  }

  private static func bindTo(_ descriptor: CInt, _ address: inout sockaddr_un, _ length: socklen_t) -> Bool {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 }
    }
  }

  private static func setGroup(_ name: String, of path: String) throws(KioskError) {
    guard let entry = getgrnam(name) else {
      throw KioskError(.notFound, "there is no group '\(name)'", nextStep: "Make it, or change 'socket_group'")
    }
    guard chown(path, uid_t.max, entry.pointee.gr_gid) == 0 else {
      throw FileError.last("the group of \(path) cannot be set")
    }
  }

  private static func port(of descriptor: CInt) -> Int? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let got = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
    }
    guard got else { return nil }
    // The port stands at the same place in IPv4 and IPv6 addresses.
    return withUnsafeBytes(of: &storage) { Int($0[2]) << 8 | Int($0[3]) }
  }
}
