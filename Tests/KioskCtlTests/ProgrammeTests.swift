import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

/// The programme of this repository, held against the papers it was made from.
@Suite struct ProgrammeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let folder = root.appendingPathComponent("packs/reimagining-secure-care").path

  /// The papers, and which part of the pack has their words.
  enum Paper: String, CaseIterable {
    case session = "000-model-of-care-session"
    case theme1 = "001-theme-1"
    case world = "002-future-world-view"
    case actions = "003-pathway-actions"
    case theme3 = "004-theme-3"
  }

  /// Evident slips: what the paper has, and what the pack has.
  static let slips: [(paper: Paper, has: String, should: String)] = [
    (.session, "returning to secure s they", "returning to secure as they"), (.session, "\"Commitment", "Commitment"),
    (.session, "carers.\"", "carers."), (.world, "Corporate parents' step", "Corporate parents step"),
    (.actions, "'Exploration", "Exploration"), (.actions, "Gontinuum of Gare", "Continuum of Care"),
    (.actions, "Gulture Shifts", "Culture Shifts"),
  ]

  /// Cells of a table that were broken over rows.
  static let pieces: [(paper: Paper, cell: String, pieces: [String])] = [
    (.world, "Parents/ Carers", ["Parents/", "Carers"]),
    (
      .world, "National, whole system strategy in place to support the continuum of care",
      ["National, whole system strategy in place to", "support the continuum of care"]
    ),
    (
      .world, "National campaign to support positive perceptions of CYP/Families",
      ["National campaign to support positive", "perceptions of CYP/Families"]
    ),
  ]

  /// Words of the papers that are no text of the pack.
  static let leftOut: [(paper: Paper, words: String)] = [
    (.session, "Reimagining Secure"), (.session, "25/10/23"), (.session, "2/11/23"), (.session, "5 minute"),
    (.session, "5 minute"), (.session, "Come back at 11:15am"), (.session, "(5mins)"), (.session, "(10mins)"),
    (.theme1, "Reimagining Secure Care Ensuring everyone has a voice"),
    (.theme1, "DARTINGTON SERVICE DESIGN LAB"), (.theme1, "Children and Young People's Centre for Justice"),
    (.theme1, "Theme 1:"), (.world, "Reimagining Secure Care:"),
    (.world, "Events, activities, lived experiences etc."),
    (.theme3, "Reimagining Secure Care Ensuring everyone has a voice"), (.theme3, "Theme 3:"),
  ]

  /// Texts of those parts that stand in no paper.
  static let added: Set = ["In breakout rooms", "Pathway Actions"]

  static func pack() throws -> Pack { try PackFolder.read(folder).pack() }

  /// The words of a paper, without bullets and marks of emphasis, slips corrected.
  static func words(_ paper: Paper) throws -> [String] {
    let path = root.appendingPathComponent("Tests/Fixtures/papers/\(paper.rawValue).txt")
    let lines = try String(contentsOf: path, encoding: .utf8).replacingOccurrences(of: "\u{FEFF}", with: "")
      .split(whereSeparator: \.isNewline).map { $0.hasPrefix("- ") ? $0.dropFirst(2) : $0 }
    var text = lines.joined(separator: " ").replacingOccurrences(of: "*", with: "")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for slip in slips where slip.paper == paper {
      #expect(text.contains(slip.has), "the slip is not there: \(slip.has)")
      text = text.replacingOccurrences(of: slip.has, with: slip.should)
    }
    return text.split(separator: " ").map(String.init)
  }

  /// The pack's texts that a paper has to have.
  static func texts(_ pack: Pack, of paper: Paper) throws -> [String] {
    func english(_ text: LocalizedText) -> [String] { text.isEmpty ? [] : [text.english] }
    func all(_ sections: [Section]) -> [String] {
      sections.flatMap { english($0.heading) + english($0.guide) + $0.statements.flatMap { english($0.text) } }
    }
    func theme(_ id: String) throws -> [String] {
      let theme = try #require(pack.themes.first { $0.id == id })
      return english(theme.title) + english(theme.question) + all(theme.sections)
    }
    func board(_ id: String) throws -> [String] {
      let board = try #require(pack.boards.first { $0.id == id })
      return english(board.title) + all(board.layers)
    }
    switch paper {
    case .session:
      let agenda = try #require(pack.agenda("model-of-care"))
      let activities = agenda.activities.flatMap { activity in
        english(activity.title) + english(activity.guide) + activity.notes.flatMap(english)
          + activity.prompts.flatMap { english($0.text) }
      }
      return all(pack.sections) + english(agenda.title) + activities
    case .theme1: return try theme("model-of-care")
    case .theme3: return try theme("mindsets-and-culture")
    case .world: return try board("future-world-view")
    case .actions: return try board("pathway-actions")
    }
  }

  @Test(arguments: Paper.allCases) func everyWordOfAPaperIsInThePack(paper: Paper) throws {
    let words = try Self.words(paper)
    var isUsed = [Bool](repeating: false, count: words.count)
    /// Marks a sequence of words: one that is not used yet, or else any.
    func mark(_ text: String) -> Bool {
      let wanted = text.split(separator: " ").map(String.init)
      let starts = words.indices.dropLast(max(0, wanted.count - 1)).filter { start in
        let found = words[start..<start + wanted.count]
        // At the end of a heading the paper may have a colon.
        return found.elementsEqual(wanted)
          || found.dropLast().elementsEqual(wanted.dropLast()) && found.last == wanted.last.map { $0 + ":" }
      }
      guard let start = starts.first(where: { !isUsed[$0..<$0 + wanted.count].contains(true) }) ?? starts.first else {
        return false
      }
      for index in start..<start + wanted.count { isUsed[index] = true }
      return true
    }
    var texts = try Self.texts(Self.pack(), of: paper)
    for broken in Self.pieces where broken.paper == paper {
      let index = try #require(texts.firstIndex(of: broken.cell))
      texts.replaceSubrange(index...index, with: broken.pieces)
    }
    // Long ones first: a short one may stand inside a longer one.
    for text in (texts + Self.leftOut.filter { $0.paper == paper }.map(\.words)).sorted(by: { $0.count > $1.count }) {
      #expect(mark(text) || Self.added.contains(text), "not in the paper: \(text)")
    }
    let missing = zip(words, isUsed).filter { !$0.1 }.map(\.0)
    #expect(missing.isEmpty, "not in the pack: \(missing.joined(separator: " "))")
  }

  @Test func theAgendaHasTheMinutesOfThePaper() throws {
    let activities = try #require(Self.pack().agenda("model-of-care")).activities
    func minutes(_ id: String) -> UInt32? { activities.first { $0.id == id }?.minutes }
    #expect(minutes("icebreaker") == 5 && minutes("todays-focus") == 5 && minutes("sharing-thoughts") == 10)
    #expect(minutes("break") == 5 && minutes("individual-reflection") == 10)
    #expect(activities.first { $0.kind == .pause }?.backAt == "11:15")
    #expect(activities.filter(\.hasBoxes).map(\.id) == ["breakout", "back-casting"])
  }

  /// What the device shows a young person is there in every language; a missing text would be English.
  @Test func theLanguagesAreComplete() throws {
    let source = try PackFolder.read(Self.folder)
    #expect(source.problems.isEmpty, "\(source.problems)")
    let pack = try source.pack()
    #expect(pack.languages.map(\.tag) == ["gd", "sco"])
    #expect(pack.languages.allSatisfy { !$0.isReviewed })
    var forStaff: [String] = pack.sections.map { "programme.\($0.id)." }
    for theme in pack.themes { forStaff += theme.sections.map { "theme.\(theme.id).\($0.id)." } }
    for board in pack.boards {
      for layer in board.layers { forStaff += layer.statements.map { "board.\(board.id).\(layer.id).\($0.id)" } }
    }
    for (language, missing) in source.untranslated {
      for key in missing {
        #expect(forStaff.contains { key.hasPrefix($0) }, "\(language) lacks \(key)")
      }
    }
  }

  /// What young people are asked is in short sentences.
  @Test func youngPeopleAreAskedInShortSentences() throws {
    let agenda = try #require(Self.pack().agenda("young-people"))
    var texts: [LocalizedText] = []
    for activity in agenda.activities { texts += [activity.guide] + activity.notes + activity.prompts.map(\.text) }
    for section in agenda.sections { texts += [section.guide] + section.statements.map(\.text) }
    for text in texts.map(\.english) {
      for sentence in text.split(whereSeparator: { ".?!".contains($0) }) {
        #expect(sentence.split(separator: " ").count <= 14, "\(sentence)")
      }
    }
  }
}
