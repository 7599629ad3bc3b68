import Crypto
import KioskCore
import KioskRPC

#if canImport(Glibc)
  import Glibc
#endif

/// A kiosk-store of its own, which can be stopped and started again at the same address.
final class BenchStore: Sendable {
  let directory: String
  private let plan: BenchPlan
  private let packKey: Curve25519.Signing.PrivateKey
  private let ports: (main: Int, enrolment: Int)

  /// Makes the store's state directory.
  init(_ plan: BenchPlan, directory: String) throws(KioskError) {
    self.plan = plan
    self.directory = directory
    packKey = Curve25519.Signing.PrivateKey()
    ports = (try FreePort.find(), try FreePort.find())
    let keys = (collection: directory + ".collection.pub", pack: directory + ".pack.pub")
    let collection = try CollectionPrivateKey().publicKey
    let signer = PublicKeyFile(.packSigning, Array(packKey.publicKey.rawRepresentation))
    try AtomicFile.write(Array(PublicKeyFile(.collection, collection.bytes).text.utf8), to: keys.collection)
    try AtomicFile.write(Array(signer.text.utf8), to: keys.pack)
    try Program.output([
      plan.program("kiosk-store"), "init", "--state-directory", directory, "--collection-key", keys.collection,
      "--pack-signer", keys.pack, "--credentials", directory + ".credentials",
    ])
  }

  /// Starts the store, and returns when it takes calls.
  func start() async throws -> Program {
    let program = try Program(
      plan.program("kiosk-store"),
      [
        "serve", "--state-directory", directory, "--listen", "127.0.0.1:\(ports.main)",
        "--enrolment-listen", "127.0.0.1:\(ports.enrolment)", "--public-host", "127.0.0.1", "--log-level", "warning",
      ], log: directory + ".log")
    try await Patience.wait("the store takes calls", while: program) {
      (try? await asStaff { try await $0.isServing(deadline: .seconds(2)) }) ?? false
    }
    return program
  }

  /// Makes a device known to the running store, and gives it a pack: the plan's unless given.
  func enrol(_ device: BenchDevice, pack: Pack? = nil) async throws {
    let invitation = try await asStaff { channel in
      try await channel.unary(EnrolmentMethods.createInvitation, CreateInvitationRequest(name: "Room 1"))
    }
    let file = try SignedPack(try pack ?? plan.pack(), signedBy: packKey).fileBytes()
    try await device.call { channel in
      _ = try await channel.unary(
        ControlMethods.enrol,
        EnrolRequest(invitation: invitation.invitation, enrolmentAddress: invitation.enrolmentAddress))
      _ = try await channel.unary(ControlMethods.loadPack, LoadPackRequest(signedPack: file))
    }
  }

  private func asStaff<R: Sendable>(_ body: @Sendable (RPCChannel) async throws -> R) async throws -> R {
    let folder = directory + ".credentials/staff/"
    let identity = try TLSIdentity(
      certificatePEM: TextFile.read(folder + "identity.crt"), privateKeyPEM: TextFile.read(folder + "identity.key"),
      authorityPEM: TextFile.read(folder + "authority.crt"))
    return try await RPCChannel.with(
      .tcp(
        HostPort(host: "127.0.0.1", port: ports.main), identity.clientSecurity, serverName: TLSIdentity.storeHostName),
      peer: "the store", body)
  }
}

/// Ports that nobody listens on.
private enum FreePort {
  static func find() throws(KioskError) -> Int {
    let socket = try ListeningSocket.tcp(HostPort(host: "127.0.0.1", port: 0))
    defer { close(socket.descriptor) }
    guard let port = HostPort(socket.address)?.port else { throw KioskError(.internal, "there is no free port") }
    return port
  }
}

/// Waits for what others do.
enum Patience {
  /// Returns when something holds; asks every 20 ms, for a minute.
  static func wait(_ what: String, while program: Program, _ holds: () async throws -> Bool) async throws {
    for _ in 0..<3000 {
      if try await holds() { return }
      guard program.isRunning else { throw KioskError(.internal, "a program ended before it came about that \(what)") }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw KioskError(.internal, "it never came about that \(what)")
  }
}
