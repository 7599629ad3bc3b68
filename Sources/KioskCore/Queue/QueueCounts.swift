/// What a group of operations adds to the queue's totals. Sums only: nothing of the order within the group.
struct QueueCounts: Equatable {
  private(set) var sealed: UInt64 = 0
  private(set) var withdrawals: UInt64 = 0
  private(set) var receipted: UInt64 = 0
  private(set) var withdrawn: UInt64 = 0
  /// Contributions by session; those outside a session are in none.
  private(set) var sessions: [String: UInt64] = [:]
  /// The session that is on: that of the last contribution. Its count is kept when others' have to go.
  private(set) var session = ""

  /// Counts an envelope that took a slot.
  mutating func addPut(_ kind: EnvelopeHeader.Kind, session: String) {
    guard kind == .contribution else {
      withdrawals += 1
      return
    }
    sealed += 1
    guard !session.isEmpty else { return }
    sessions[session, default: 0] += 1
    self.session = session
  }

  /// Counts an envelope that a receipt erased.
  mutating func addReceipted() { receipted += 1 }

  /// Counts a contribution that its withdrawal erased.
  mutating func addWithdrawn() { withdrawn += 1 }
}
