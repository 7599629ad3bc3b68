import ArgumentParser
import Crypto
import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct FeedbackTests {
  let folder = try! TestFolder()

  static let good = """
    feedback:
      programme: reimagining-secure-care
      revision: 3
      items:
        - id: quiet-room
          day: 2026-11-20
          said: The quiet room is locked too often.
          did:
            en: It is open every day.
            gd: Tha e fosgailte gach latha.
        - id: phone
          day: 2026-11-18
          said: We want to phone home at night.
          did: We asked. The answer is in January.
    """

  func source(_ text: String, today: UInt32 = 20_780) -> FeedbackSource {
    FeedbackSource(Array(text.utf8), name: "f.yaml", today: today)
  }

  @Test func aReadableFileIsRead() throws {
    let source = source(Self.good)
    #expect(source.problems.map(\.message) == [])
    let feedback = try source.feedback()
    #expect(feedback.programme == "reimagining-secure-care" && feedback.revision == 3)
    #expect(feedback.items.map(\.id) == ["quiet-room", "phone"])
    #expect(feedback.items.map(\.day) == [20_777, 20_775])
    #expect(feedback.items[0].said.byLanguage == ["en": "The quiet room is locked too often."])
    #expect(feedback.items[0].did.byLanguage == ["en": "It is open every day.", "gd": "Tha e fosgailte gach latha."])
  }

  @Test func anEmptyListTakesItOffTheScreens() throws {
    let empty = "feedback:\n  programme: p\n  revision: 4\n  items: []\n"
    #expect(try source(empty).feedback().items == [])
  }

  /// What is wrong in one file: words of the message, the place, words of the remedy, and the file.
  static let mistakes: [(message: String, place: String, remedy: String, text: String)] = [
    ("holds no feedback", "f.yaml:1:", "'feedback:'", "items: []"),
    ("holds no feedback", "f.yaml:1:", "'feedback:'", ""),
    ("holds no feedback", "f.yaml:1:", "'feedback:'", good + "\nmore: one"),
    (
      "no field 'revison'", "f.yaml:3:", "Write 'revision'",
      good.replacingOccurrences(of: "revision:", with: "revison:")
    ),
    ("no 'programme'", "f.yaml:2:", "programme: a-short-name", "feedback:\n  revision: 1\n  items: []"),
    ("no 'items'", "f.yaml:2:", "items:", "feedback:\n  programme: p\n  revision: 1"),
    ("malformed", "f.yaml:2:", "lower-case", good.replacingOccurrences(of: "reimagining-secure-care", with: "A B")),
    ("whole number", "f.yaml:3:", "revision: 1", good.replacingOccurrences(of: "revision: 3", with: "revision: 0")),
    ("list of 0 to 20", "f.yaml:4:", "'- '", "feedback:\n  programme: p\n  revision: 1\n  items: one"),
    (
      "a feedback item has fields", "f.yaml:5:", "indented",
      "feedback:\n  programme: p\n  revision: 1\n  items:\n    - one"
    ),
    ("there already", "f.yaml:11:", "another 'id'", good.replacingOccurrences(of: "id: phone", with: "id: quiet-room")),
    ("takes a date", "f.yaml:6:", "day: 2026-11-20", good.replacingOccurrences(of: "2026-11-20", with: "20 November")),
    ("no 'day'", "f.yaml:11:", "day: 2026-11-20", good.replacingOccurrences(of: "      day: 2026-11-18\n", with: "")),
    ("still to come", "f.yaml:6:", "it was done", good.replacingOccurrences(of: "2026-11-20", with: "2026-11-25")),
    ("long past", "f.yaml:6:", "it was done", good.replacingOccurrences(of: "2026-11-20", with: "2002-11-20")),
    (
      "no 'said'", "f.yaml:5:", "'said: …'",
      good.replacingOccurrences(of: "      said: The quiet room is locked too often.\n", with: "")
    ),
    ("no English", "f.yaml:8:", "'en: …'", good.replacingOccurrences(of: "en: It", with: "sco: It")),
    ("no language", "f.yaml:10:", "'gd'", good.replacingOccurrences(of: "gd: Tha", with: "a b: Tha")),
    ("takes one text", "f.yaml:10:", "quotation", good.replacingOccurrences(of: "gd: Tha e", with: "gd: [Tha] #")),
    ("one value", "f.yaml:7:", "said: …", good.replacingOccurrences(of: "said: The", with: "said: [The] #")),
    ("empty", "f.yaml:9:", "leave it out", good.replacingOccurrences(of: "en: It is open every day.", with: "en: ''")),
    (
      "1025 bytes", "f.yaml:7:", "shorter",
      good.replacingOccurrences(of: "The quiet room is locked too often.", with: String(repeating: "w", count: 1025))
    ),
    ("not valid YAML", "f.yaml:2:", "", "feedback:\n\tprogramme: p"),
  ]

  @Test(arguments: mistakes.indices) func aProblemNamesFileLineAndRemedy(index: Int) throws {
    let (message, place, remedy, text) = Self.mistakes[index]
    let problems = source(text).problems
    let problem = try #require(problems.first { $0.message.contains(message) }, "\(message): \(problems)")
    #expect(problem.code == .invalid)
    #expect(problem.message.hasPrefix(place), "\(problem)")
    #expect(remedy.isEmpty || problem.nextStep.contains(remedy), "\(problem)")
    expect(.invalid) { _ = try source(text).feedback() }
  }

  @Test func whereTheClockIsUnknownNoDayIsStillToCome() {
    let later = Self.good.replacingOccurrences(of: "2026-11-20", with: "2031-11-20")
    #expect(source(later, today: 0).problems.isEmpty)
    #expect(!source(later).problems.isEmpty)
  }

  @Test func aFileIsCheckedSignedAndShown() throws {
    let secret = Curve25519.Signing.PrivateKey()
    let passphrase = try folder.write("five words picked at random\n", "passphrase")
    let lock = try Passphrase(file: passphrase)
    let card = PublicKeyFile(.packSigning, Array(secret.publicKey.rawRepresentation))
    let key = try folder.write(
      try KeyFile(
        locking: Array(secret.rawRepresentation), as: .packSigningKey, fingerprint: card.fingerprint, with: lock
      ).text, "signing.key")
    let yaml = try folder.write(Self.good, "feedback.yaml")
    let out = folder.file("ward.kfeedback")
    func run(_ line: [String]) throws {
      var command = try KioskCtl.parseAsRoot(["feedback"] + line)
      try command.run()
    }
    try run(["check", yaml])
    let sign = ["sign", yaml, "--key", key, "--out", out, "--passphrase-file", passphrase]
    try run(sign)
    // Signed anew, it is replaced.
    try run(sign)
    try run(["show", out])
    #expect(folder.mode("ward.kfeedback") == 0o644)
    let (feedback, signed) = try FeedbackFile.signed(out)
    #expect(feedback.items.count == 2)
    #expect(signed.signer == Array(secret.publicKey.rawRepresentation))
    let error = expect(.invalid) { _ = try FeedbackFile.signed(yaml) }
    #expect(error?.nextStep.contains("--key") == true)
    expect(.invalid) { try run(["check", try folder.write("feedback: none", "wrong.yaml")]) }
  }

  @Test func theFileInTheDocumentationIsInOrder() throws {
    let page = try DocumentationTests().text("docs/feedback.md")
    let example = try #require(page.components(separatedBy: "```yaml\n").dropFirst().first)
    let yaml = try #require(example.components(separatedBy: "```\n").first)
    #expect(source(yaml).problems.map(\.message) == [])
    #expect(try source(yaml).feedback().items.count > 1)
  }
}
