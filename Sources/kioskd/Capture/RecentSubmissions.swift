import KioskCore

/// The names of the last submissions, in memory, so that one which is sent again after a lost answer is not taken twice.
struct RecentSubmissions: Sendable {
  /// How many are remembered: far more than can be waiting for an answer at one device.
  static let limit = 256

  /// How a submission stands.
  enum Standing: Equatable {
    case new, underWay, finished
  }

  /// How long a code can be had again by whoever knows the submission's name: its answer may have been lost.
  static let codeLife = Duration.seconds(5 * 60)

  private var last: (id: [UInt8], code: WithdrawalCode)?
  private var standings: [[UInt8]: Standing] = [:]
  private var order: [[UInt8]] = []

  /// Says how a submission stands, and remembers that it has begun. One without a name is always new.
  mutating func begin(_ id: [UInt8]) -> Standing {
    guard !id.isEmpty else { return .new }
    if let standing = standings[id] { return standing }
    standings[id] = .underWay
    return .new
  }

  /// It is durable.
  /// - Parameter code: the code that the person wanted; that of the last submission only is kept.
  mutating func finish(_ id: [UInt8], code: WithdrawalCode? = nil) {
    last = nil
    guard !id.isEmpty else { return }
    last = code.map { (id, $0) }
    standings[id] = .finished
    order.append(id)
    if order.count > Self.limit { standings[order.removeFirst()] = nil }
  }

  /// The code of a submission that is sent again.
  func code(of id: [UInt8]) -> WithdrawalCode? { last.flatMap { $0.id == id ? $0.code : nil } }

  /// Nobody asks for the code of this submission any more.
  mutating func forgetCode(of id: [UInt8]) {
    if last?.id == id { last = nil }
  }

  /// It was not taken and may come again.
  mutating func forget(_ id: [UInt8]) {
    standings[id] = nil
  }
}
