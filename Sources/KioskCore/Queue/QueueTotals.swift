/// What became of everything that was ever put into a queue, and how much of it is there now, at one moment.
///
/// From any earlier moment (`then`) to this one it adds up, whatever crashed in between:
/// `then.queued + then.setAside + sealed + withdrawals = receipted + withdrawn + queued + setAside`, where the four in
/// the middle are what they have grown by since. Envelopes that are set aside, or queued again, move between `queued`
/// and `setAside` only. What damage to the disk does to a slot is the one thing that can break it.
public struct QueueTotals: Hashable, Sendable {
  /// Contributions put, since the queue began to count.
  public var sealed: UInt64
  /// Withdrawals put.
  public var withdrawals: UInt64
  /// Envelopes erased on a receipt, whatever the store did with them.
  public var receipted: UInt64
  /// Contributions that a withdrawal erased here, before they were sent.
  public var withdrawn: UInt64
  /// Envelopes without a receipt now.
  public var queued: UInt64
  /// Envelopes set aside now: damaged, or refused by the store.
  public var setAside: UInt64

  /// The totals of one moment.
  public init(
    sealed: UInt64 = 0, withdrawals: UInt64 = 0, receipted: UInt64 = 0, withdrawn: UInt64 = 0, queued: UInt64 = 0,
    setAside: UInt64 = 0
  ) {
    self.sealed = sealed
    self.withdrawals = withdrawals
    self.receipted = receipted
    self.withdrawn = withdrawn
    self.queued = queued
    self.setAside = setAside
  }
}

extension QueueTotals {
  /// What two pools have together.
  static func + (one: QueueTotals, other: QueueTotals) -> QueueTotals {
    QueueTotals(
      sealed: one.sealed + other.sealed, withdrawals: one.withdrawals + other.withdrawals,
      receipted: one.receipted + other.receipted, withdrawn: one.withdrawn + other.withdrawn,
      queued: one.queued + other.queued, setAside: one.setAside + other.setAside)
  }
}
