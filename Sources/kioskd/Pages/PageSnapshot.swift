import KioskCore

/// All that a page shows of what is on now, as JSON.
struct PageSnapshot: Encodable, Sendable, Equatable {
  struct Programme: Encodable, Sendable, Equatable {
    let id: String
    let title: [String: String]
  }

  struct Language: Encodable, Sendable, Equatable {
    let tag: String
    let name: String
    let reviewed: Bool
  }

  struct Session: Encodable, Sendable, Equatable {
    let id: String
    let agenda: String
    let phase: String
    let rehearsal: Bool
    let group: String
    let people: UInt32
    var secondsLeft: Int64
    let timeRuns: Bool
    let backAt: String
    let revision: UInt64
  }

  struct Text: Encodable, Sendable, Equatable {
    let id: String
    let text: [String: String]
  }

  struct Board: Encodable, Sendable, Equatable {
    let title: [String: String]
    let layer: [String: String]
  }

  struct Cards: Encodable, Sendable, Equatable {
    let owner: String
    let ownerId: String
    let section: String
    let heading: [String: String]
    let statements: [Text]
  }

  struct Activity: Encodable, Sendable, Equatable {
    let id: String
    let kind: String
    let title: [String: String]
    let guide: [String: String]
    let notes: [[String: String]]
    let minutes: UInt32
    let seating: String
    let prompts: [Text]
    @Nullable var board: Board?
    let box: String
    let cards: [Cards]
  }

  struct Defaults: Encodable, Sendable, Equatable {
    let language: String
    let size: String
    let contrast: String
    let easyRead: Bool
    let volume: Double
    let idleSeconds: Int
    let graceSeconds: Int
    let thanksSeconds: Int
  }

  let version: String
  /// Another after each start of the daemon: what was sent before it is not remembered.
  let boot: String
  /// Empty without a pack.
  let packDigest: String
  @Nullable var programme: Programme?
  let languages: [Language]
  let accepting: Bool
  let acceptingDrawings: Bool
  let storageHealthy: Bool
  @Nullable var session: Session?
  let activities: [Activity]
  let stakeholders: [Text]
  let helpRoutes: [String]
  let canCallStaff: Bool
  let staffCalled: Bool
  let canSpeak: [String]
  let feedback: [PageFeedback]
  let readers: [String: String]
  let defaults: Defaults
  let pictures: [PagePicture]

  /// The same but for the time that has passed: whether a page is told anew.
  func isSame(as other: PageSnapshot) -> Bool {
    var (one, two) = (self, other)
    one.session?.secondsLeft = 0
    two.session?.secondsLeft = 0
    return one == two
  }
}

/// What is there or null, where synthesized JSON would leave it out.
@propertyWrapper
struct Nullable<Value: Encodable & Sendable & Equatable>: Encodable, Sendable, Equatable {
  var wrappedValue: Value?

  init(wrappedValue value: Value?) {
    wrappedValue = value
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
  }
}
