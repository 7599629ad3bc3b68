import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle

/// The TCP way in for staff: listens with mutual TLS while the device is enrolled, and begins anew when its identity
/// changes.
struct StaffListener: Service {
  /// The port, taken since the start; it listens only while the device is enrolled.
  let socket: ListeningSocket
  let device: Device
  let control: ControlService
  let session: SessionService
  let health: Broadcast<Bool>
  let group: MultiThreadedEventLoopGroup
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var certificate: [UInt8] = []
      var listening: Task<Void, Never>?
      for await _ in device.state.watch() {
        guard let identity = device.identity, identity.certificate != certificate else { continue }
        certificate = identity.certificate
        listening?.cancel()
        await listening?.value
        listening = Task { await listen(as: identity) }
      }
      listening?.cancel()
      await listening?.value
    }
  }

  private func listen(as identity: TLSIdentity) async {
    do {
      let gate = CallerGate(.mutualTLS) { serial in
        let state = device.state.value
        return state.isRevocationUnknown || state.revoked.contains(serial)
      }
      let listener = RPCListener(
        try socket.listening(), security: identity.serverSecurity, gate: gate, health: health, on: group,
        limits: .device, services: [ControlMethods.service, SessionMethods.service]
      ) { router in
        control.register(with: &router, through: gate)
        session.register(with: &router, through: gate)
      }
      logger.info("staff can reach this device", metadata: ["address": "\(socket.address)"])
      try await listener.run()
    } catch let error as KioskError {
      logger.error("staff cannot reach this device: \(error)")
    } catch {
      logger.error("the listener for staff failed")
    }
  }
}
