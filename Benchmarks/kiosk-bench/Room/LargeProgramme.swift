import KioskCore

/// A programme as large as any that is thought of: many agendas, each with statements of its own to pick from.
struct LargeProgramme {
  /// Agendas, the one of drop-in among them.
  static let agendas = 50
  /// Statements in the whole of it.
  static let statements = 5000
  private static let sectionsOfAgenda = 5
  private static let activitiesOfAgenda = 11
  private static let minutes: UInt32 = 10

  /// What each statement says before its number: as long as those of the real programme are.
  var words = "We want services that are designed with children, families and carers, and that change when they do"
  /// Statements of each section, all agendas alike.
  var statementsOfSection = Self.statements / Self.agendas / Self.sectionsOfAgenda

  /// The programme. Its drop-in has the activity and the prompt that the other measurements use.
  func pack() throws(KioskError) -> Pack {
    var agendas: [Pack.Agenda] = []
    for number in 0..<Self.agendas {
      agendas.append(agenda(number))
    }
    return try Pack(programme: "large", title: text("A large programme"), revision: 1, agendas: agendas)
  }

  private func agenda(_ number: Int) -> Pack.Agenda {
    let id = number == 0 ? "drop-in" : "agenda-\(number)"
    let sections = (1...Self.sectionsOfAgenda).map { section in
      Section(
        id: "section-\(section)", heading: text("What we heard, part \(section)"),
        statements: (1...statementsOfSection).map { statement in
          Statement(id: "statement-\(statement)", text: text("\(words) \(number) \(section) \(statement)"))
        })
    }
    return Pack.Agenda(
      id: id, title: text("Agenda \(number)"), isDropIn: number == 0,
      activities: (0..<Self.activitiesOfAgenda).map { activity(id, $0) }, sections: sections)
  }

  private func activity(_ agenda: String, _ number: Int) -> Activity {
    let id = number == 0 ? agenda : "\(agenda)-\(number)"
    return Activity(
      id: id, title: text("Activity \(number)"), minutes: Self.minutes, seating: .together,
      guide: text("Take your time; there is no right answer."),
      prompts: [
        Prompt(id: id == "drop-in" ? "working-well" : "\(id)-now", text: text("What is working well?")),
        Prompt(id: "\(id)-then", text: text("Where do you see opportunities for more of this?")),
      ],
      cards: [SectionReference(owner: .agenda(agenda), section: "section-1")])
  }

  private func text(_ english: String) -> LocalizedText {
    LocalizedText([LocalizedText.fallbackLanguage: english])
  }
}
