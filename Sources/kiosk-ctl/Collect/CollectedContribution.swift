import Foundation
import KioskCore

/// A contribution as coordinators get it: one line of `contributions.jsonl`, one row of `contributions.csv`. Labels
/// that do not apply are null, or empty.
struct CollectedContribution: Codable, Equatable, Sendable {
  let id: String
  let day: String?
  let packDigest: String?
  let session: String?
  let activity: String?
  let prompt: String?
  let group: String?
  let board: String?
  let layer: String?
  let box: String?
  let language: String?
  let stakeholder: String?
  let isRehearsal: Bool
  let way: String
  let words: String?
  /// The statements that were picked, as they are written in a pack's files.
  let cards: [String]?
  /// The level on the feeling scale.
  let feeling: Int?
  /// Why somebody picked the cards or the feeling.
  let why: String?
  /// The picture's file in the folder, and what it shows.
  let drawing: String?
  let description: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, day
    case session = "session_id"
    case activity = "activity_id"
    case prompt = "prompt_id"
    case group
    case board = "board_id"
    case layer = "layer_id"
    case box = "box_id"
    case language
    case stakeholder = "stakeholder_id"
    case isRehearsal = "rehearsal"
    case way, words, cards, feeling, why, drawing, description
    case packDigest = "pack_digest"
  }

  init(_ id: EnvelopeID, _ contribution: Contribution) {
    let labels = contribution.labels
    func known(_ text: String) -> String? { text.isEmpty ? nil : text }
    self.id = id.description
    day = Day.text(labels.day)
    packDigest = known(labels.packDigest.hexadecimal)
    session = known(labels.session)
    activity = known(labels.activity)
    prompt = known(labels.prompt)
    group = known(labels.group)
    board = known(labels.board)
    layer = known(labels.layer)
    box = known(labels.box)
    language = known(labels.language)
    stakeholder = known(labels.stakeholder)
    isRehearsal = labels.isRehearsal
    way = contribution.way
    var said = Said()
    switch contribution.content {
    case .words(let words): said.words = words.exposed
    case .cards(let cards):
      said.cards = cards.exposed.map(\.exposedText)
      said.why = cards.exposedWhy
    case .feeling(let feeling):
      said.feeling = feeling.exposedLevel
      said.why = feeling.exposedWhy
    case .drawing(let drawing):
      said.drawing = DrawingFiles.name(id)
      said.description = drawing.exposedDescription
    }
    words = said.words
    cards = said.cards
    feeling = said.feeling
    why = known(said.why)
    drawing = said.drawing
    description = known(said.description)
  }

  /// What was said, way by way.
  private struct Said {
    var words: String?
    var cards: [String]?
    var feeling: Int?
    var why = ""
    var drawing: String?
    var description = ""
  }

  /// Reads a line; nil when it is none.
  init?(line: Data) {
    guard let read = try? JSONDecoder().decode(Self.self, from: line), [UInt8](hexadecimal: read.id)?.count == 16 else {
      return nil
    }
    self = read
  }

  private func value(_ key: CodingKeys) -> Value {
    func known(_ text: String?) -> Value { text.map(Value.text) ?? .absent }
    return switch key {
    case .id: .text(id)
    case .day: known(day)
    case .packDigest: known(packDigest)
    case .session: known(session)
    case .activity: known(activity)
    case .prompt: known(prompt)
    case .group: known(group)
    case .board: known(board)
    case .layer: known(layer)
    case .box: known(box)
    case .language: known(language)
    case .stakeholder: known(stakeholder)
    case .isRehearsal: .flag(isRehearsal)
    case .way: .text(way)
    case .words: known(words)
    case .cards: cards.map(Value.texts) ?? .absent
    case .feeling: feeling.map(Value.number) ?? .absent
    case .why: known(why)
    case .drawing: known(drawing)
    case .description: known(description)
    }
  }

  /// The line, without its line feed.
  var line: String {
    JSONText.object(Record(CodingKeys.allCases.map { Field($0.rawValue, nil, value($0)) }))
  }

  /// The row, as spreadsheets read it.
  var row: String {
    Spreadsheet.row(
      CodingKeys.allCases.map { key in
        switch value(key) {
        case .text(let text): text
        case .flag(let flag): flag ? "true" : "false"
        case .number(let number): String(number)
        case .texts(let texts): texts.joined(separator: " ")
        default: ""
        }
      })
  }

  /// What the columns are called.
  static var heading: String { Spreadsheet.row(CodingKeys.allCases.map(\.rawValue)) }
}
