/// The durable part of the queue's totals: a table of named numbers, in the database of the slots and changed in their
/// transactions, so that after any crash it tells of exactly those groups that the slots hold.
///
/// All its rows stand in one page. So a group writes one page more than its slots, and none is allocated or freed.
struct QueueTally {
  /// Sessions that are counted apart: a month of one each day. With the longest names, and a whole group of new ones
  /// beside them, their rows still fit into one page.
  static let sessionLimit = 32
  /// Length of a session's name in UTF-8, for the same reason; a label has at most 48.
  static let longestSession = 64

  private static let session = "session/"

  private let connection: SQLiteConnection
  /// Why nothing is counted; nil when all is well. Envelopes matter more than their number: a queue whose tally cannot
  /// be used goes on without it, and says so to whoever asks for totals.
  let problem: KioskError?

  /// Makes the table, empty.
  static func create(in connection: SQLiteConnection) throws(KioskError) {
    try connection.execute("CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID")
  }

  /// A tally that is not used.
  init(in connection: SQLiteConnection, problem: KioskError) {
    self.connection = connection
    self.problem = problem
  }

  /// Looks whether the table's page is whole. Damage that only a write would meet would otherwise spoil the next group,
  /// and every one after it.
  init(in connection: SQLiteConnection) throws(KioskError) {
    var isWhole = false
    do throws(KioskError) {
      isWhole = try connection.pragma("quick_check(tally)") == "ok"
    } catch {
      guard error.code == .corrupt else { throw error }
    }
    self.connection = connection
    problem = isWhole ? nil : Self.damaged
  }

  private static var damaged: KioskError {
    KioskError(
      .corrupt, "the queue's totals are damaged; its envelopes are not concerned",
      nextStep: "To count again, send what waits, remove the state directory and enrol again")
  }

  /// Whether a session's name can be a row.
  static func isValid(session: String) -> Bool {
    session.utf8.count <= longestSession && !session.utf8.contains(0)
  }

  /// Adds a group's sums, in its transaction. Rows that they do not concern are not written.
  func add(_ counts: QueueCounts) throws(KioskError) {
    guard problem == nil else { return }
    try add(counts.sealed, to: "sealed")
    try add(counts.withdrawals, to: "withdrawals")
    try add(counts.receipted, to: "receipted")
    try add(counts.withdrawn, to: "withdrawn")
    guard !counts.sessions.isEmpty else { return }
    for (session, count) in counts.sessions { try add(count, to: Self.session + session) }
    // No row says which of them is the oldest; so all others go at once.
    let sessions = "FROM tally WHERE name GLOB '\(Self.session)*'"
    try connection.statement(
      "DELETE \(sessions) AND name <> ? AND (SELECT count(*) \(sessions)) > \(Self.sessionLimit)"
    ).bind(1, Self.session + counts.session).run()
  }

  private func add(_ count: UInt64, to name: String) throws(KioskError) {
    guard count > 0 else { return }
    try connection.statement(
      "INSERT INTO tally VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET count = count + excluded.count"
    ).bind(1, name).bind(2, Int64(count)).run()
  }

  /// The totals, together with what the slots hold now.
  func totals(with slots: SlotIndex) throws(KioskError) -> QueueTotals {
    QueueTotals(
      sealed: try count(of: "sealed"), withdrawals: try count(of: "withdrawals"),
      receipted: try count(of: "receipted"), withdrawn: try count(of: "withdrawn"),
      queued: UInt64(slots.queued.count), setAside: UInt64(slots.setAside.count))
  }

  /// Contributions of a session; 0 for one that is not among those that are counted.
  func sealed(in session: String) throws(KioskError) -> UInt64 {
    try count(of: Self.session + session)
  }

  private func count(of name: String) throws(KioskError) -> UInt64 {
    if let problem { throw problem }
    let statement = try connection.statement("SELECT count FROM tally WHERE name = ?")
    defer { statement.reset() }
    guard try statement.bind(1, name).step() else { return 0 }
    guard let count = UInt64(exactly: statement.integer(0)) else { throw Self.damaged }
    return count
  }
}
