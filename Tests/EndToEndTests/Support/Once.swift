import Synchronization

/// Something that happens once.
final class Once: Sendable {
  private let flag = Atomic(false)

  /// Whether it has happened.
  var isDone: Bool { flag.load(ordering: .acquiring) }

  /// True for the first who asks.
  func begin() -> Bool { !flag.exchange(true, ordering: .acquiringAndReleasing) }
}

/// Counts from several tasks.
final class Tally: Sendable {
  private let number = Atomic(0)

  var count: Int { number.load(ordering: .acquiring) }

  func add() { number.add(1, ordering: .acquiringAndReleasing) }
}
