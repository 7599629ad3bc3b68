/// The names of the last submissions, in memory, so that one which is sent again after a lost answer is not taken twice.
struct RecentSubmissions: Sendable {
  /// How many are remembered: far more than can be waiting for an answer at one device.
  static let limit = 256

  /// How a submission stands.
  enum Standing: Equatable {
    case new, underWay, finished
  }

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
  mutating func finish(_ id: [UInt8]) {
    guard !id.isEmpty else { return }
    standings[id] = .finished
    order.append(id)
    if order.count > Self.limit { standings[order.removeFirst()] = nil }
  }

  /// It was not taken and may come again.
  mutating func forget(_ id: [UInt8]) {
    standings[id] = nil
  }
}
