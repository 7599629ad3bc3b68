import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct PackSourceTests {
  static let programme = """
    programme:
      id: example
      revision: 3
      title:
        en: Example
        gd: Eisimpleir
    """
  static let theme = """
    theme:
      id: care
      title:
        en: Care
      question:
        en: How might we care?
    """
  static let activity = """
    activity:
      id: open
      theme: care
      drop_in: true
      title:
        en: Open
      prompts:
        - id: well
          text:
            en: What is working well?
        - id: more
          text:
            en: What should there be more of?
    """

  func compile(_ texts: [String]) -> PackSource {
    let names = ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
    return PackSource(zip(names, texts).map { PackSource.File(name: $0, bytes: Array($1.utf8)) })
  }

  @Test func aProgrammeCompiles() throws {
    let pack = try compile([Self.programme, Self.theme, Self.activity]).pack()
    #expect(pack.programme == "example" && pack.revision == 3)
    #expect(pack.title.text(in: "gd") == "Eisimpleir")
    #expect(pack.themes.map(\.id) == ["care"])
    #expect(pack.activities.map(\.theme) == ["care"] && pack.activities[0].isDropIn)
    #expect(pack.activities[0].prompts.map(\.id) == ["well", "more"])
  }

  @Test func theSameFilesMakeTheSamePackInAnyOrder() throws {
    let files = [Self.programme, Self.theme, Self.activity].enumerated().map {
      PackSource.File(name: "\($0.offset).yaml", bytes: Array($0.element.utf8))
    }
    #expect(try PackSource(files).pack() == PackSource(files.reversed()).pack())
  }

  @Test(arguments: [
    ("titel", "a.yaml:4:", "Write 'title'", programme.replacingOccurrences(of: "title:", with: "titel:")),
    ("no 'title'", "a.yaml:2:", "title:", "programme:\n  id: example\n  revision: 1\n"),
    ("no English", "a.yaml:4:", "'en: …'", programme.replacingOccurrences(of: "en:", with: "sco:")),
    ("whole number", "a.yaml:3:", "revision: 1", programme.replacingOccurrences(of: "3", with: "three")),
    ("whole number", "a.yaml:3:", "revision: 1", programme.replacingOccurrences(of: "3", with: "0")),
    ("malformed", "a.yaml:2:", "lower-case", programme.replacingOccurrences(of: "id: example", with: "id: An Example")),
    ("one value", "a.yaml:2:", "id: …", programme.replacingOccurrences(of: "id: example", with: "id: [example]")),
    ("each language", "a.yaml:4:", "en: …", "programme:\n  id: example\n  revision: 1\n  title: Example\n"),
    ("not a language", "a.yaml:6:", "BCP 47", programme.replacingOccurrences(of: "gd:", with: "gaelic language:")),
    ("empty", "a.yaml:6:", "leave the language out", programme.replacingOccurrences(of: "Eisimpleir", with: "''")),
    ("has fields", "a.yaml:1:", "indented", "programme: example"),
    ("not known here", "a.yaml:1:", "'programme:'", "program:\n  id: example\n"),
    ("one thing", "a.yaml:7:", "file of its own", programme + "\n" + theme),
    ("nothing that is known", "a.yaml:1:", "Begin", "just words"),
    ("nothing that is known", "a.yaml:1:", "Begin", ""),
    ("not valid YAML", "a.yaml:2:", "", "programme:\n\tid: example"),
    ("stands twice", "a.yaml:3:", "", "programme:\n  id: example\n  id: example\n"),
  ])
  func aProblemNamesFileLineAndRemedy(message: String, place: String, remedy: String, text: String) throws {
    let problems = compile([text]).problems
    let problem = try #require(problems.first { "\($0)".contains(message) })
    #expect(problem.code == .invalid)
    #expect(problem.message.hasPrefix(place), "\(problem)")
    #expect(remedy.isEmpty || problem.nextStep.contains(remedy), "\(problem)")
  }

  @Test func textThatIsTooLongSaysHowLongItIs() throws {
    let long = Self.theme.replacingOccurrences(of: "How might we care?", with: String(repeating: "w", count: 1025))
    let problem = try #require(compile([Self.programme, long]).problems.first)
    #expect(problem.message == "b.yaml:6: the text takes 1025 bytes; at most 1024 fit")
  }

  @Test(arguments: [
    ("b.yaml:2: the theme 'care' is there already, at a.yaml:2", [theme, theme]),
    ("b.yaml:2: the activity 'open' is there already, at a.yaml:2", [activity, activity]),
    ("b.yaml:8: the prompt 'well' is there already, at a.yaml:8", [activity, activity]),
    ("b.yaml:2: there is a programme already, at a.yaml:2", [programme, programme]),
    ("a.yaml:3: there is no theme 'care'", [activity]),
  ])
  func whatStandsTwiceOrNowhereIsTold(message: String, texts: [String]) {
    #expect(compile(texts).problems.map(\.message).contains(message))
  }

  @Test func aThemeThatIsNearlyThereIsNamed() throws {
    let source = compile([Self.programme, Self.theme, Self.activity.replacingOccurrences(of: ": care", with: ": car")])
    #expect(try #require(source.problems.first).nextStep.contains("'care'"))
  }

  @Test(arguments: ["yes", "True", "1"])
  func aFlagIsTrueOrFalse(word: String) {
    let problems = compile([Self.activity.replacingOccurrences(of: "true", with: word)]).problems
    #expect(problems.contains { $0.message == "a.yaml:4: 'drop_in' takes true or false" })
  }

  @Test(arguments: ["prompts: []", "prompts: one", "prompts:\n    id: well"])
  func promptsAreAList(text: String) {
    let head = Self.activity.split(separator: "\n").prefix(6).joined(separator: "\n")
    let problems = compile([head + "\n  " + text]).problems
    #expect(problems.contains { $0.message.hasPrefix("a.yaml:7: 'prompts' takes a list") })
  }

  @Test func everyProblemIsListedAtOnce() {
    let broken = "programme:\n  id: An Example\n  revision: many\n  titel: x\n"
    #expect(compile([broken, Self.theme.replacingOccurrences(of: "en:", with: "gd:")]).problems.count == 6)
  }

  @Test func nothingIsNoProgramme() {
    expect(.invalid) { _ = try PackSource([]).pack() }
    expect(.invalid) { _ = try compile([Self.theme]).pack() }
  }

  @Test func thePackOfThisRepositoryCompiles() throws {
    let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../packs").standardized
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let source = try PackFolder.read(folder.appendingPathComponent(name).path)
      #expect(source.problems.isEmpty)
      let pack = try source.pack()
      #expect(pack.programme == name)
      #expect(pack.activities.contains { $0.isDropIn })
    }
  }
}
