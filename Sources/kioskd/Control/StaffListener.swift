import KioskCore
import KioskRPC
import Logging
import NIOPosix
import ServiceLifecycle

/// The TCP way in for staff: listens with mutual TLS while the device is enrolled, and begins anew when its identity
/// changes.
struct StaffListener: Service {
  let endpoint: HostPort
  let device: Device
  let control: ControlService
  let health: Broadcast<Bool>
  let group: MultiThreadedEventLoopGroup
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { tasks in
        var certificate: [UInt8] = []
        for await _ in device.state.watch() {
          guard let identity = device.identity, identity.certificate != certificate else { continue }
          certificate = identity.certificate
          tasks.cancelAll()
          await tasks.waitForAll()
          tasks.addTask { await listen(as: identity) }
        }
        tasks.cancelAll()
      }
    }
  }

  private func listen(as identity: TLSIdentity) async {
    do {
      let socket = try ListeningSocket.tcp(endpoint)
      let gate = CallerGate(.mutualTLS) { serial in device.state.value.revoked.contains(serial) }
      let listener = RPCListener(
        socket, security: identity.serverSecurity, gate: gate, health: health, on: group,
        services: [ControlMethods.service]
      ) { router in
        control.register(with: &router, through: gate)
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
