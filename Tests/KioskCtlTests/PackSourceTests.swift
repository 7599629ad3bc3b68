import Crypto
import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct PackSourceTests {
  static let programme = """
    programme:
      id: example
      revision: 3
      title: Example
      sections:
        - id: vision
          heading: Vision
          statements:
            care: Care that helps.
      stakeholders:
        family: Family
    """
  static let theme = """
    theme:
      id: care
      number: 1
      title: Care
      question: How might we care?
    """
  static let board = """
    board:
      id: view
      title: View
      layers:
        - id: what
          heading: What is happening?
          guide: Events.
          statements:
            safe: Settings feel safe.
    """
  static let agenda = """
    agenda:
      id: day
      theme: care
      title: A day
      activities:
        - id: start
          kind: icebreaker
          title: Start
          minutes: 5
          seating: threes
          notes:
            - Sit down.
          board: view
          layer: what
          boxes: true
          prompts:
            well: What is working well?
          cards:
            - programme/vision
            - board.view/what
        - id: rest
          kind: break
          title: Break
          minutes: 5
          back_at: "11:15"
    """
  static let language = """
    language:
      tag: gd
      name: Gàidhlig
      reviewed: false
      texts:
        programme.title: Eisimpleir
        activity.start.note.1: Suidh sìos.
        prompt.well: Dè tha ag obair gu math?
    """

  static let all = [programme, theme, board, agenda, language]

  func compile(_ texts: [String]) -> PackSource {
    let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"]
    return PackSource(zip(names, texts).map { PackSource.File(name: $0, bytes: Array($1.utf8)) })
  }

  @Test func aProgrammeCompiles() throws {
    let source = compile(Self.all)
    #expect(source.problems.map(\.message) == [])
    let pack = try source.pack()
    #expect(pack.programme == "example" && pack.revision == 3)
    #expect(pack.title == LocalizedText(["en": "Example", "gd": "Eisimpleir"]))
    #expect(pack.sections[0].statements == [Statement(id: "care", text: LocalizedText(["en": "Care that helps."]))])
    #expect(pack.stakeholders.map(\.id) == ["family"])
    #expect(pack.themes.map(\.number) == [1])
    #expect(pack.boards[0].layers[0].guide.text(in: "en") == "Events.")
    let activity = pack.agendas[0].activities[0]
    #expect(activity.kind == .icebreaker && activity.minutes == 5 && activity.seating == .threes)
    #expect(activity.board == "view" && activity.layer == "what" && activity.hasBoxes)
    #expect(activity.notes[0].text(in: "gd") == "Suidh sìos.")
    #expect(activity.prompts[0].text.text(in: "gd") == "Dè tha ag obair gu math?")
    #expect(activity.cards.compactMap(pack.section).map(\.id) == ["vision", "what"])
    #expect(pack.agendas[0].activities[1].kind == .pause && pack.agendas[0].activities[1].backAt == "11:15")
    #expect(pack.languages == [Pack.Language(tag: "gd", name: "Gàidhlig", isReviewed: false)])
    #expect(source.untranslated["gd"]?.contains("theme.care.title") == true)
    #expect(source.untranslated["gd"]?.contains("prompt.well") == false)
    let key = Curve25519.Signing.PrivateKey()
    #expect(try SignedPack.open(SignedPack(pack, signedBy: key).fileBytes(), trusting: nil).pack == pack)
  }

  @Test func theSameFilesMakeTheSamePackInAnyOrder() throws {
    let files = Self.all.enumerated().map {
      PackSource.File(name: "\($0.offset).yaml", bytes: Array($0.element.utf8))
    }
    #expect(try PackSource(files).pack() == PackSource(files.reversed()).pack())
  }

  /// What is wrong in one file: words of the message, the place, words of the remedy, and the file.
  static let mistakes: [(message: String, place: String, remedy: String, text: String)] = [
    ("titel", "a.yaml:4:", "Write 'title'", programme.replacingOccurrences(of: "title:", with: "titel:")),
    ("no 'title'", "a.yaml:2:", "title:", "programme:\n  id: example\n  revision: 1\n"),
    ("whole number", "a.yaml:3:", "revision: 1", programme.replacingOccurrences(of: "3", with: "three")),
    ("whole number", "a.yaml:3:", "revision: 1", programme.replacingOccurrences(of: "3", with: "0")),
    ("malformed", "a.yaml:2:", "lower-case", programme.replacingOccurrences(of: "id: example", with: "id: An Example")),
    ("one value", "a.yaml:2:", "id: …", programme.replacingOccurrences(of: "id: example", with: "id: [example]")),
    ("one value", "a.yaml:4:", "title: …", programme.replacingOccurrences(of: "title: Example", with: "title: [x]")),
    ("empty", "a.yaml:4:", "leave it out", programme.replacingOccurrences(of: "title: Example", with: "title: ''")),
    ("malformed", "a.yaml:9:", "lower-case", programme.replacingOccurrences(of: "care:", with: "Care!:")),
    ("one text", "a.yaml:9:", "quotation marks", programme.replacingOccurrences(of: "Care that helps.", with: "[x]")),
    ("takes a list", "a.yaml:5:", "'- '", "programme:\n  id: e\n  revision: 1\n  title: E\n  sections: one\n"),
    ("has fields", "a.yaml:1:", "indented", "programme: example"),
    ("not known here", "a.yaml:1:", "'programme:'", "program:\n  id: example\n"),
    ("one thing", "a.yaml:12:", "file of its own", programme + "\n" + theme),
    ("nothing that is known", "a.yaml:1:", "Begin", "just words"),
    ("nothing that is known", "a.yaml:1:", "Begin", ""),
    ("not valid YAML", "a.yaml:2:", "", "programme:\n\tid: example"),
    ("stands twice", "a.yaml:3:", "", "programme:\n  id: example\n  id: example\n"),
    ("does not take", "a.yaml:7:", "icebreaker", agenda.replacingOccurrences(of: "icebreaker", with: "icebraker")),
    ("does not take", "a.yaml:10:", "threes", agenda.replacingOccurrences(of: "threes", with: "fours")),
    (
      "1 to 480", "a.yaml:9:", "minutes: 1",
      agenda.replacingOccurrences(of: "minutes: 5\n      seating", with: "minutes: 481\n      seating")
    ),
    (
      "no 'minutes'", "a.yaml:6:", "minutes: 1",
      agenda.replacingOccurrences(of: "      minutes: 5\n      seating", with: "      seating")
    ),
    ("time of day", "a.yaml:25:", "quotation marks", agenda.replacingOccurrences(of: "11:15", with: "11.15")),
    (
      "names no section", "a.yaml:19:", "programme/a-section",
      agenda.replacingOccurrences(of: "programme/vision", with: "vision")
    ),
    ("true or false", "a.yaml:15:", "boxes: true", agenda.replacingOccurrences(of: "boxes: true", with: "boxes: yes")),
    ("no tag", "a.yaml:2:", "tag: gd", language.replacingOccurrences(of: "tag: gd", with: "tag: en")),
    (
      "no text 'prompt.wel'", "a.yaml:8:", "Write", language.replacingOccurrences(of: "prompt.well", with: "prompt.wel")
    ),
  ]

  @Test(arguments: mistakes.indices) func aProblemNamesFileLineAndRemedy(index: Int) throws {
    let (message, place, remedy, text) = Self.mistakes[index]
    let others = text.hasPrefix("language") ? [Self.agenda] : []
    let problems = compile([text] + others).problems
    let problem = try #require(problems.first { "\($0)".contains(message) }, "\(message): \(problems)")
    #expect(problem.code == .invalid)
    #expect(problem.message.hasPrefix(place), "\(problem)")
    #expect(remedy.isEmpty || problem.nextStep.contains(remedy), "\(problem)")
  }

  @Test func textThatIsTooLongSaysHowLongItIs() throws {
    for (count, problems) in [(1024, []), (1025, ["b.yaml:5: the text takes 1025 bytes; at most 1024 fit"])] {
      let long = Self.theme.replacingOccurrences(of: "How might we care?", with: String(repeating: "w", count: count))
      #expect(compile([Self.programme, long]).problems.map(\.message) == problems)
    }
  }

  @Test(arguments: [
    ("b.yaml:2: the theme 'care' is there already, at a.yaml:2", [theme, theme]),
    ("b.yaml:6: the activity 'start' is there already, at a.yaml:6", [agenda, agenda]),
    ("b.yaml:17: the prompt 'well' is there already, at a.yaml:17", [agenda, agenda]),
    ("b.yaml:2: there is a programme already, at a.yaml:2", [programme, programme]),
    ("b.yaml:2: the language 'gd' is there already", [language, language]),
    ("a.yaml:3: there is no theme 'care'", [agenda]),
    ("a.yaml:14: there is no board 'view'", [agenda]),
    ("a.yaml:19: there is no section 'programme/vision'", [agenda]),
    (
      "b.yaml:14: there is no layer 'where'",
      [board, agenda.replacingOccurrences(of: "layer: what", with: "layer: where")]
    ),
  ])
  func whatStandsTwiceOrNowhereIsTold(message: String, texts: [String]) {
    let messages = compile(texts).problems.map(\.message)
    #expect(messages.contains(message), "\(messages)")
  }

  @Test func aThemeThatIsNearlyThereIsNamed() throws {
    let near = Self.agenda.replacingOccurrences(of: "theme: care", with: "theme: car")
    let problems = compile([Self.programme, Self.theme, Self.board, near]).problems
    #expect(try #require(problems.first).nextStep.contains("'care'"))
  }

  @Test func nothingIsNoProgramme() {
    expect(.invalid) { _ = try PackSource([]).pack() }
    expect(.invalid) { _ = try compile([Self.theme]).pack() }
  }
}
