import ArgumentParser
import Crypto
import KioskCore

/// Feedback as a file: the readable one that coordinators write, or the signed one that is made of it.
enum FeedbackFile {
  /// Reads a readable file, and shows what is wrong with it.
  /// - Throws: `KioskError.invalid` for problems, and what reading throws.
  static func readable(_ path: String, _ renderer: Renderer) throws -> Feedback {
    let source = FeedbackSource(try AtomicFile.read(path, maximum: YAMLNode.maximumBytes), name: path)
    try SourceProblems.refuse(source.problems, renderer)
    return try source.feedback()
  }

  /// Reads a signed file, whoever signed it.
  static func signed(_ path: String) throws(KioskError) -> (feedback: Feedback, signed: SignedFeedback) {
    do throws(KioskError) {
      return try SignedFeedback.open(
        try AtomicFile.read(path, maximum: SignedFeedback.maximumBytes), trusting: nil)
    } catch  where error.code == .invalid && error.nextStep.isEmpty {
      throw KioskError(.invalid, error.message, nextStep: "Give the signed file, or with --key the readable one")
    }
  }
}

/// What is told about feedback.
enum FeedbackRecord {
  /// All that is in it.
  /// - Parameter signed: the file that it stands in; nil for one that is not signed yet.
  static func make(_ feedback: Feedback, _ signed: SignedFeedback?) -> Record {
    let languages = Set(feedback.items.flatMap { $0.said.texts + $0.did.texts }.map(\.language))
    return Record(
      summary(feedback, signed) + [
        Field(
          "signer_fingerprint", "Signer",
          signed.map { .digest(Array(SHA256.hash(data: $0.signer))) } ?? .absent),
        Field("languages", "Languages", .texts(languages.sorted())),
        Field("items", "Items", .records(feedback.items.map(item))),
      ])
  }

  /// What tells it apart.
  static func summary(_ feedback: Feedback, _ signed: SignedFeedback?) -> [Field] {
    [
      Field("programme_id", "Programme", .text(feedback.programme)),
      Field("revision", "Revision", .number(Int(feedback.revision))),
      Field("feedback_digest", "Digest", signed.map { .digest($0.digest) } ?? .absent),
    ]
  }

  private static func item(_ item: FeedbackItem) -> Record {
    let english = LocalizedText.fallbackLanguage
    return Record([
      Field("id", "Id", .text(item.id)), Field("day", "Day", .day(item.day)),
      Field("said", "You said", .text(item.said.text(in: english))),
      Field("did", "We did", .text(item.did.text(in: english))),
    ])
  }
}
