import KioskCore

/// A contribution as a page sends it. No rendering shows what was said.
struct PageContribution: Decodable, Sendable {
  /// A statement that somebody picked.
  struct Card: Decodable, Sendable {
    let owner: String
    let ownerId: String
    let section: String
    let statement: String
  }

  /// What was said, by the way chosen.
  enum Content: Decodable, Sendable {
    case words(String)
    case cards([Card], why: String)
    case feeling(level: Int, why: String)
    /// The picture as Base64.
    case drawing(png: String, description: String)

    private enum Key: CodingKey { case way, text, cards, level, why, png, description }
    private enum Way: String, Decodable { case words, cards, feeling, drawing }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      func text(_ key: Key) throws -> String { try values.decode(String.self, forKey: key) }
      switch try values.decode(Way.self, forKey: .way) {
      case .words: self = .words(try text(.text))
      case .cards: self = .cards(try values.decode([Card].self, forKey: .cards), why: try text(.why))
      case .feeling: self = .feeling(level: try values.decode(Int.self, forKey: .level), why: try text(.why))
      case .drawing: self = .drawing(png: try text(.png), description: try text(.description))
      }
    }
  }

  /// Names the attempt: 32 hexadecimal digits.
  let submission: String
  /// The run of the daemon that alone may take it, since it alone knows whether it has it already; empty where any may.
  let boot: String
  let session: String
  let activity: String
  let prompt: String
  let language: String
  let stakeholder: String
  /// The group in which it was begun, or empty.
  let group: String
  /// Whether it is to go without the group's number.
  let withoutGroup: Bool
  let wantsCode: Bool
  let content: Redacted<Content>

  private enum Key: CodingKey {
    case submission, boot, session, activity, prompt, language, stakeholder, group, withoutGroup, wantsCode, content
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func text(_ key: Key) throws -> String { try values.decode(String.self, forKey: key) }
    submission = try text(.submission)
    // Pages that were opened before kioskd was renewed do not know it.
    boot = try values.decodeIfPresent(String.self, forKey: .boot) ?? ""
    session = try text(.session)
    activity = try text(.activity)
    prompt = try text(.prompt)
    language = try text(.language)
    stakeholder = try text(.stakeholder)
    group = try text(.group)
    withoutGroup = try values.decode(Bool.self, forKey: .withoutGroup)
    wantsCode = try values.decode(Bool.self, forKey: .wantsCode)
    content = Redacted(try values.decode(Content.self, forKey: .content))
  }
}
