import ArgumentParser
import Foundation
import KioskCore
import KioskRPC

/// The device's Unix socket: the way of those who are at the device.
struct SocketOptions: ParsableArguments {
  static let fallback = "/run/kioskd/kioskd.sock"

  @Option(
    help: "The device's Unix socket (default: $KIOSK_SOCKET, or \(SocketOptions.fallback)).", completion: .file())
  var socket: String?

  /// Runs calls to the device.
  func calling<R: Sendable>(_ body: @escaping @Sendable (RPCChannel) async throws -> R) async throws -> R {
    let target = try target()
    return try await Interruption.guarding { try await RPCChannel.with(target, peer: "the device", body) }
  }

  /// Where the socket is.
  func target() throws(KioskError) -> RPCChannel.Target {
    let path = socket ?? Environment.socket.value ?? Self.fallback
    try Self.checkSocket(path)
    return .unix(path: path)
  }

  /// A socket that is not there, or not open to this account, has a clearer reason than that nobody answers.
  private static func checkSocket(_ path: String) throws(KioskError) {
    guard access(path, R_OK | W_OK) != 0 else { return }
    guard errno != ENOENT else {
      throw KioskError(
        .unreachable, "there is no socket \(path)", nextStep: "Start kioskd, or give --socket where its socket is")
    }
    throw KioskError(
      .denied, "the socket \(path) is not open to this account",
      nextStep: "Add the account to the socket's group and log in again")
  }
}
