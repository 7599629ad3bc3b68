import KioskCore
import KioskRPC
import Testing

extension Device {
  /// Sends contributions from several clients at once, until `count` were sent or the device is gone. Each client
  /// sends its next one when the last was answered; what was refused is not sent again.
  /// - Parameter onAcknowledged: told how many of the world's contributions are acknowledged by now.
  func load(
    clients: Int = 4, count: Int = .max, onAcknowledged: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async {
    let budget = Budget(count)
    await withDiscardingTaskGroup { tasks in
      for _ in 0..<clients {
        tasks.addTask {
          _ = try? await call { channel in
            while await budget.take() {
              do {
                let words = world.ledger.next()
                try await submit(words, over: channel)
                await onAcknowledged(world.ledger.acknowledged.count)
              } catch let error as KioskError where error.code == .storage || error.code == .full {
                try await Task.sleep(for: .milliseconds(5))
              }
            }
          }
        }
      }
    }
  }

  private actor Budget {
    private var left: Int
    init(_ count: Int) { left = count }
    func take() -> Bool {
      left -= 1
      return left >= 0
    }
  }
}
