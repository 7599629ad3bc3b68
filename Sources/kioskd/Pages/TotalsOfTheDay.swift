import KioskCore
import Synchronization

/// The queue's totals as pages tell them: taken once a day. Whoever could see them change would learn what somebody at
/// the device just did, by making up the rest of ten.
final class TotalsOfTheDay: Sendable {
  private struct Taken {
    let day: UInt32
    let totals: QueueTotals
  }

  private let today: @Sendable () -> UInt32
  private let taken = Mutex<Taken?>(nil)

  /// - Parameter today: the day; 0 is one as well, for a device without a clock.
  init(today: @escaping @Sendable () -> UInt32 = { Day.today }) {
    self.today = today
  }

  /// Those of the first time that somebody asked today.
  func totals(of queue: EnvelopeQueue) async throws(KioskError) -> QueueTotals {
    let day = today()
    if let taken = taken.withLock(\.self), taken.day == day { return taken.totals }
    let totals = try await queue.totals()
    taken.withLock { $0 = Taken(day: day, totals: totals) }
    return totals
  }
}
