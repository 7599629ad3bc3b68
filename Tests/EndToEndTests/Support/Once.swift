import Synchronization

/// Something that happens once.
final class Once: Sendable {
  private let flag = Atomic(false)

  /// Whether it has happened.
  var isDone: Bool { flag.load(ordering: .acquiring) }

  /// True for the first who asks.
  func begin() -> Bool { !flag.exchange(true, ordering: .acquiringAndReleasing) }
}
