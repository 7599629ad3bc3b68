import Foundation
import Testing

@testable import KioskCore

/// The repository's folder, found from this file.
enum EnvelopeFixtures {
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The code of what `body` throws; nil when it throws nothing.
  static func refusal<T>(_ body: () throws -> T) -> KioskError.Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? KioskError)?.code
    }
  }

  /// Labels with every identifier at its longest, and every number too.
  static var fullLabels: Labels {
    var labels = Labels()
    let longest = String(repeating: "n", count: Labels.maximumIdentifierBytes)
    labels.packDigest = [UInt8](repeating: 0xff, count: 32)
    for path in identifiers { labels[keyPath: path] = longest }
    labels.isRehearsal = true
    labels.day = .max
    return labels
  }

  /// Every label that holds an identifier.
  static var identifiers: [any WritableKeyPath<Labels, String> & Sendable] {
    [
      \.session, \.activity, \.prompt, \.group, \.board, \.layer, \.box, \.language, \.stakeholder,
    ]
  }

  /// A real drawing.
  static var drawing: [UInt8] {
    get throws { try Array(Data(contentsOf: repository.appending(path: "Tests/Fixtures/drawing.png"))) }
  }

  /// A contribution of words.
  static func contribution(_ words: String, labels: Labels = Labels()) throws -> Contribution {
    Contribution(labels: labels, content: .words(try Words(words)))
  }
}

/// A contribution as test vectors and `Tests/Interop/envelope.py` write it.
struct PlainContribution: Codable, Sendable {
  struct PlainLabels: Codable, Sendable {
    var packDigest = ""
    var sessionId = ""
    var activityId = ""
    var promptId = ""
    var group = ""
    var boardId = ""
    var layerId = ""
    var boxId = ""
    var language = ""
    var stakeholderId = ""
    var rehearsal = false
    var day: UInt32 = 0
  }

  /// Cards as people write them, and why.
  struct PlainCards: Codable, Sendable {
    var cards: [String]
    var why: String
  }

  struct PlainFeeling: Codable, Sendable {
    var level: Int
    var why: String
  }

  struct PlainDrawing: Codable, Sendable {
    var png: Data
    var description: String
  }

  var labels: PlainLabels
  /// One of these is there.
  var words: String?
  var cards: PlainCards?
  var feeling: PlainFeeling?
  var drawing: PlainDrawing?

  init(_ contribution: Contribution) {
    let given = contribution.labels
    labels = PlainLabels(
      packDigest: given.packDigest.hexadecimal, sessionId: given.session, activityId: given.activity,
      promptId: given.prompt, group: given.group, boardId: given.board, layerId: given.layer, boxId: given.box,
      language: given.language, stakeholderId: given.stakeholder, rehearsal: given.isRehearsal, day: given.day)
    switch contribution.content {
    case .words(let given): words = given.exposed
    case .cards(let given): cards = PlainCards(cards: given.exposed.map(\.exposedText), why: given.exposedWhy)
    case .feeling(let given): feeling = PlainFeeling(level: given.exposedLevel, why: given.exposedWhy)
    case .drawing(let given):
      drawing = PlainDrawing(png: Data(given.exposedPNG), description: given.exposedDescription)
    }
  }

  func contribution() throws -> Contribution {
    var made = Labels()
    made.packDigest = try #require([UInt8](hexadecimal: labels.packDigest))
    (made.session, made.activity, made.prompt) = (labels.sessionId, labels.activityId, labels.promptId)
    (made.group, made.board, made.layer, made.box) = (labels.group, labels.boardId, labels.layerId, labels.boxId)
    (made.language, made.stakeholder) = (labels.language, labels.stakeholderId)
    (made.isRehearsal, made.day) = (labels.rehearsal, labels.day)
    return Contribution(labels: made, content: try content())
  }

  private func content() throws -> Contribution.Content {
    if let cards {
      return .cards(try Cards(cards.cards.map { try #require(Card(written: $0)) }, why: cards.why))
    }
    if let feeling { return .feeling(try Feeling(level: feeling.level, why: feeling.why)) }
    if let drawing { return .drawing(try Drawing(png: Array(drawing.png), description: drawing.description)) }
    return .words(try Words(#require(words)))
  }

  init(json: Data) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: json)
  }

  /// The same contribution has the same bytes here. Two strings may be equal in Swift and differ in theirs, so hold
  /// these against each other, not the strings.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
