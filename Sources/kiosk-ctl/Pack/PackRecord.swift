import Crypto
import KioskCore

/// What is told about a pack.
enum PackRecord {
  /// What was made of it.
  static func summary(_ pack: Pack, _ signed: SignedPack, file: String) -> Record {
    Record([
      Field("file", "File", .text(file)), Field("programme_id", "Programme", .text(pack.programme)),
      Field("revision", "Revision", .number(Int(pack.revision))),
      Field("pack_digest", "Digest", .digest(signed.digest)),
    ])
  }

  /// - Parameter signed: the file that it stands in; nil for one that is not signed yet.
  static func make(_ pack: Pack, _ signed: SignedPack?) -> Record {
    let statements = pack.sections + pack.themes.flatMap(\.sections) + pack.boards.flatMap(\.layers)
    return Record([
      Field("programme_id", "Programme", .text(pack.programme)),
      Field("title", "Title", english(pack.title)),
      Field("revision", "Revision", .number(Int(pack.revision))),
      Field("languages", "Languages", .texts([LocalizedText.fallbackLanguage] + pack.languages.map(language))),
      Field("statements", "Statements", .number(statements.reduce(0) { $0 + $1.statements.count })),
      Field("pack_digest", "Digest", signed.map { .digest($0.digest) } ?? .absent),
      Field("signer_fingerprint", "Signer", signed.map { .digest(fingerprint($0.signer)) } ?? .absent),
      Field("stakeholders", "I am", .records(pack.stakeholders.map(statement))),
      Field("themes", "Themes", .records(pack.themes.map(theme))),
      Field("boards", "Boards", .records(pack.boards.map(board))),
      Field("agendas", "Agendas", .records(pack.agendas.map(agenda))),
      Field(
        "activities", "Activities",
        .records(pack.agendas.flatMap { agenda in agenda.activities.map { activity($0, agenda) } })),
      Field("prompts", "Prompts", .records(pack.agendas.flatMap(\.activities).flatMap(prompts))),
    ])
  }

  private static func language(_ language: Pack.Language) -> String {
    language.isReviewed ? language.tag : "\(language.tag) (not reviewed)"
  }

  private static func statement(_ statement: Statement) -> Record {
    Record([Field("id", "Id", .text(statement.id)), Field("text", "Text", english(statement.text))])
  }

  private static func board(_ board: Pack.Board) -> Record {
    Record([
      Field("id", "Id", .text(board.id)), Field("title", "Title", english(board.title)),
      Field("layers", "Layers", .texts(board.layers.map(\.id))),
    ])
  }

  private static func agenda(_ agenda: Pack.Agenda) -> Record {
    Record([
      Field("id", "Id", .text(agenda.id)), Field("title", "Title", english(agenda.title)),
      Field("drop_in", "Drop-in", .flag(agenda.isDropIn)),
      Field("minutes", "Minutes", .number(Int(agenda.activities.reduce(0) { $0 + $1.minutes }))),
    ])
  }

  private static func fingerprint(_ key: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: key)) }

  private static func theme(_ theme: Pack.Theme) -> Record {
    Record([
      Field("id", "Id", .text(theme.id)), Field("title", "Title", english(theme.title)),
      Field("question", "Question", english(theme.question)),
    ])
  }

  private static func activity(_ activity: Activity, _ agenda: Pack.Agenda) -> Record {
    Record([
      Field("agenda_id", "Agenda", .text(agenda.id)), Field("id", "Id", .text(activity.id)),
      Field("kind", "Kind", .text(activity.kind.rawValue)), Field("minutes", "Minutes", .number(Int(activity.minutes))),
      Field("seating", "Seating", .text(activity.seating.rawValue)), Field("theme_id", nil, .known(activity.theme)),
      Field("title", "Title", english(activity.title)),
    ])
  }

  private static func prompts(_ activity: Activity) -> [Record] {
    activity.prompts.map { prompt in
      Record([
        Field("activity_id", "Activity", .text(activity.id)), Field("id", "Id", .text(prompt.id)),
        Field("text", "Text", english(prompt.text)),
      ])
    }
  }

  private static func english(_ text: LocalizedText) -> Value {
    .text(text.text(in: LocalizedText.fallbackLanguage))
  }
}
