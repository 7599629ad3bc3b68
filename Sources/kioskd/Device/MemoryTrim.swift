import KioskCore
import KioskRPC
import ServiceLifecycle

/// Gives memory back when the device has become quiet: after the start, and after each delivery. Between those it
/// sleeps; a device that nobody uses is not woken for it.
struct MemoryTrim: Service {
  /// How long after a change the device counts as quiet.
  private static let pause = Duration.seconds(10)

  let forwarding: Broadcast<ForwardingPolicy.State>

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await state in forwarding.watch() where state != .delivering {
        try? await Task.sleep(for: Self.pause, tolerance: Self.pause / 2)
        ProcessMemory.giveBack()
      }
    }
  }
}
