import ArgumentParser
import KioskCore
import KioskRPC

/// A device: the one that this program runs on, or one across the network.
struct DeviceOptions: ParsableArguments {
  @OptionGroup var local: SocketOptions
  @Option(help: "Another device, as host:port; needs the credentials of staff.") var kiosk: String?
  @Option(help: "Folder with the credentials (default: $KIOSK_CREDENTIALS).", completion: .directory)
  var credentials: String?

  func validate() throws {
    if kiosk != nil, local.socket != nil {
      throw ValidationError("Give --socket or --kiosk, not both.")
    }
  }

  /// Runs calls to the device.
  func calling<R: Sendable>(_ body: @escaping @Sendable (RPCChannel) async throws -> R) async throws -> R {
    guard let kiosk else { return try await local.calling(body) }
    guard let endpoint = HostPort(kiosk) else {
      throw KioskError(.invalid, "--kiosk takes host:port", nextStep: "Write it like 192.0.2.7:7442")
    }
    let identity = try Credentials(directory: credentials).identity
    return try await Interruption.guarding {
      let target = RPCChannel.Target.tcp(endpoint, identity.clientSecurity, serverName: TLSIdentity.deviceHostName)
      return try await RPCChannel.with(target, peer: "the device", body)
    }
  }
}
