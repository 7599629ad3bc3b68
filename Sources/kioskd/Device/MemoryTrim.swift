import KioskCore
import KioskRPC
import ServiceLifecycle

/// Gives memory back when the device has become quiet: after the start, and after each delivery. Between those it
/// sleeps; a device that nobody uses is not woken for it.
struct MemoryTrim: Service {
  /// From a change to the first time, and from there to the second: a call leaves something in memory until its
  /// deadline, and the longest deadline is that of a delivery.
  private static let pauses = [Duration.seconds(10), Forwarder.deliveryDeadline]

  let forwarding: Broadcast<ForwardingPolicy.State>

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await state in forwarding.watch() where state != .delivering {
        for pause in Self.pauses {
          try? await Task.sleep(for: pause, tolerance: .seconds(5))
          ProcessMemory.giveBack()
        }
      }
    }
  }
}
