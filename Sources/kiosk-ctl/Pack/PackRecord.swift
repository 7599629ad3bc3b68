import Crypto
import KioskCore

/// What is told about a pack.
enum PackRecord {
  /// - Parameter signed: the file that it stands in; nil for one that is not signed yet.
  static func make(_ pack: Pack, _ signed: SignedPack?) -> Record {
    Record([
      Field("programme_id", "Programme", .text(pack.programme)),
      Field("title", "Title", english(pack.title)),
      Field("revision", "Revision", .number(Int(pack.revision))),
      Field("languages", "Languages", .texts(languages(pack))),
      Field("pack_digest", "Digest", signed.map { .digest($0.digest) } ?? .absent),
      Field("signer_fingerprint", "Signer", signed.map { .digest(fingerprint($0.signer)) } ?? .absent),
      Field("themes", "Themes", .records(pack.themes.map(theme))),
      Field("activities", "Activities", .records(pack.activities.map(activity))),
      Field("prompts", "Prompts", .records(pack.activities.flatMap(prompts))),
    ])
  }

  /// Languages that at least one text has, English first.
  static func languages(_ pack: Pack) -> [String] {
    var texts = [pack.title]
    for theme in pack.themes { texts += [theme.title, theme.question] }
    for activity in pack.activities { texts += [activity.title] + activity.prompts.map(\.text) }
    let others = Set(texts.flatMap { $0.texts.keys }).subtracting([LocalizedText.fallbackLanguage])
    return [LocalizedText.fallbackLanguage] + others.sorted()
  }

  private static func fingerprint(_ key: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: key)) }

  private static func theme(_ theme: Pack.Theme) -> Record {
    Record([
      Field("id", "Id", .text(theme.id)), Field("title", "Title", english(theme.title)),
      Field("question", "Question", english(theme.question)),
    ])
  }

  private static func activity(_ activity: Pack.Activity) -> Record {
    Record([
      Field("id", "Id", .text(activity.id)), Field("theme_id", "Theme", .known(activity.theme)),
      Field("title", "Title", english(activity.title)), Field("drop_in", "Drop-in", .flag(activity.isDropIn)),
    ])
  }

  private static func prompts(_ activity: Pack.Activity) -> [Record] {
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
