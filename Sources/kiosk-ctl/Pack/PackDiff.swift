import ArgumentParser
import KioskCore

/// What is different between two packs.
struct PackDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what is different between two packs, text by text.",
    discussion: "Ends with status 14 when there is a difference.")

  @Argument(help: "A pack file, or the folder it is made of.", completion: .file()) var old: String
  @Argument(help: "Another.", completion: .file()) var new: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let changes = PackTexts.changes(from: PackTexts.all(try Self.read(old)), to: PackTexts.all(try Self.read(new)))
    let renderer = output.renderer
    try renderer.list(changes.map(\.record), key: "changes", empty: "There is no difference.")
    if !changes.isEmpty { throw EarlyEnd(status: .attention) }
  }

  private static func read(_ path: String) throws -> Pack {
    PackFolder.isFolder(path) ? try PackFolder.read(path).pack() : try PackFile.read(path).pack
  }
}

/// Everything that a pack says, each under a name that stays.
enum PackTexts {
  /// One difference.
  struct Change: Equatable {
    let name: String
    let before: String?
    let after: String?

    var record: Record {
      let kind = before == nil ? "added" : after == nil ? "removed" : "changed"
      return Record([
        Field("change", "Change", .state(kind, .plain)), Field("name", "Name", .text(name)),
        Field("before", "Before", .known(before ?? "")), Field("after", "After", .known(after ?? "")),
      ])
    }
  }

  /// Names and what stands under them, in the order of the pack.
  static func all(_ pack: Pack) -> [(name: String, text: String)] {
    var all: [(name: String, text: String)] = []
    func add(_ name: String, _ text: LocalizedText) {
      for (language, text) in text.texts {
        all.append((language == LocalizedText.fallbackLanguage ? name : "\(name) [\(language)]", text))
      }
    }
    func add(_ owner: String, _ sections: [Section]) {
      for section in sections {
        add("\(owner).\(section.id).heading", section.heading)
        add("\(owner).\(section.id).guide", section.guide)
        for statement in section.statements { add("\(owner).\(section.id).\(statement.id)", statement.text) }
      }
    }
    all.append(("programme", pack.programme))
    all.append(("programme.revision", "\(pack.revision)"))
    add("programme.title", pack.title)
    add("programme", pack.sections)
    for stakeholder in pack.stakeholders { add("programme.stakeholder.\(stakeholder.id)", stakeholder.text) }
    for theme in pack.themes {
      add("theme.\(theme.id).title", theme.title)
      add("theme.\(theme.id).question", theme.question)
      add("theme.\(theme.id)", theme.sections)
    }
    for board in pack.boards {
      add("board.\(board.id).title", board.title)
      add("board.\(board.id)", board.layers)
    }
    for agenda in pack.agendas {
      add("agenda.\(agenda.id).title", agenda.title)
      add("agenda.\(agenda.id)", agenda.sections)
      for (index, activity) in agenda.activities.enumerated() {
        let name = "activity.\(activity.id)"
        all.append((name, "\(agenda.id) \(index + 1), \(settings(activity))"))
        add("\(name).title", activity.title)
        add("\(name).guide", activity.guide)
        for (number, note) in activity.notes.enumerated() { add("\(name).note.\(number + 1)", note) }
        for prompt in activity.prompts { add("prompt.\(prompt.id)", prompt.text) }
      }
    }
    for language in pack.languages {
      all.append(("language.\(language.tag)", "\(language.name), \(language.isReviewed ? "" : "not ")reviewed"))
    }
    return all
  }

  private static func settings(_ activity: Activity) -> String {
    var words = ["\(activity.kind.rawValue), \(activity.minutes) minutes, \(activity.seating.rawValue)"]
    if !activity.board.isEmpty { words.append("board \(activity.board) \(activity.layer)") }
    if activity.hasBoxes { words.append("boxes") }
    if !activity.backAt.isEmpty { words.append("back at \(activity.backAt)") }
    if !activity.cards.isEmpty { words.append("cards \(activity.cards.map(\.section).joined(separator: " "))") }
    return words.joined(separator: ", ")
  }

  /// What is different, in the order of the new one; what was removed comes last.
  static func changes(
    from old: [(name: String, text: String)], to new: [(name: String, text: String)]
  ) -> [Change] {
    let before = Dictionary(old.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first })
    let after = Set(new.map(\.name))
    let changed = new.compactMap { name, text in
      before[name] == text ? nil : Change(name: name, before: before[name], after: text)
    }
    return changed + old.filter { !after.contains($0.name) }.map { Change(name: $0.name, before: $0.text, after: nil) }
  }
}
