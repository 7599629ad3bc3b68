import FoundationEssentials
import KioskCore
import KioskRPC

extension PageContribution {
  /// The same as a client of the socket would send it.
  /// - Throws: `.invalid` for what cannot be taken.
  func request() throws(KioskError) -> SubmitRequest {
    guard let id = [UInt8](hexadecimal: submission), id.count == SubmitRequest.submissionIDLength else {
      throw KioskError(.invalid, "the submission's name is not \(2 * SubmitRequest.submissionIDLength) digits")
    }
    return SubmitRequest(
      submissionID: id, activity: activity, prompt: prompt, language: language, content: try contents(),
      wantsWithdrawalCode: wantsCode, session: session, stakeholder: stakeholder, group: group,
      isWithoutGroup: withoutGroup)
  }

  private func contents() throws(KioskError) -> Contribution.Content {
    switch content.exposed {
    case .words(let text): return .words(try Words(text))
    case .cards(let picked, let why):
      var cards: [KioskCore.Card] = []
      for card in picked { cards.append(try card.card()) }
      return .cards(try Cards(cards, why: why))
    case .feeling(let level, let why): return .feeling(try Feeling(level: level, why: why))
    case .drawing(let base64, let description):
      guard let png = Data(base64Encoded: base64) else { throw KioskError(.invalid, "the drawing is not Base64") }
      return .drawing(try Drawing(png: Array(png), description: description))
    }
  }
}

extension PageContribution.Card {
  func card() throws(KioskError) -> KioskCore.Card {
    guard let owner = SectionReference.Owner(owner, id: ownerId) else {
      throw KioskError(.invalid, "a card belongs to the programme, a theme, a board or an agenda")
    }
    return try KioskCore.Card(section: SectionReference(owner: owner, section: section), statement: statement)
  }
}

extension SectionReference.Owner {
  /// What a page calls the owner of a section, and its identifier; nil for a word that is none.
  init?(_ word: String, id: String) {
    switch word {
    case "programme": self = .programme
    case "theme": self = .theme(id)
    case "board": self = .board(id)
    case "agenda": self = .agenda(id)
    default: return nil
    }
  }

  /// The same, the other way round.
  var names: (owner: String, id: String) {
    switch self {
    case .programme: ("programme", "")
    case .theme(let id): ("theme", id)
    case .board(let id): ("board", id)
    case .agenda(let id): ("agenda", id)
    }
  }
}
