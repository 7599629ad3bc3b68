import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct OutputTests {
  let plain = Renderer(.human, terminal: Terminal(isInteractive: false, hasColour: false))
  let coloured = Renderer(.human, terminal: Terminal(isInteractive: true, hasColour: true))
  let record = Record([
    Field("name", "Name", .text("Kiosk 1")), Field("state", "State", .state("error", .bad)),
    Field("serial", nil, .digest([1, 171])), Field("day", "Last day", .day(20_500)), Field("note", "Note", .absent),
  ])

  @Test func jsonHasEveryFieldInItsOrder() throws {
    let expected = #"{"name":"Kiosk 1","state":"error","serial":"01ab","day":"2026-02-16","note":null}"#
    #expect(JSONText.object(record) == expected)
  }

  @Test func jsonSurvivesWhatPeopleWrite() throws {
    let words = "\"quoted\" \\ back\nline\ttab \u{2028}\u{85}\u{0}\u{1F} \u{E0} \u{1F600} </script>"
    let text = JSONText.object(Record([Field("words", nil, .text(words))]))
    #expect(!text.unicodeScalars.contains { $0.value < 32 || $0 == "\u{2028}" })
    let read = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    #expect(read["words"] == words)
  }

  @Test func tablesAlignAndShowWhatIsForPeople() {
    let lines = plain.table([record, record]).split(separator: "\n")
    #expect(lines[0] == "NAME     STATE  LAST DAY    NOTE")
    #expect(lines[1] == "Kiosk 1  error  2026-02-16  -")
    #expect(lines.count == 3)
  }

  /// 32 columns are what the four take.
  @Test func whereATerminalIsTooNarrowTheLastColumnsGoBelow() {
    func lines(_ width: Int) -> [String] {
      Table([record], terminal: Terminal(isInteractive: true, hasColour: false)).text(width: width)
        .split(separator: "\n").map(String.init)
    }
    #expect(lines(32) == ["NAME     STATE  LAST DAY    NOTE", "Kiosk 1  error  2026-02-16  -"])
    #expect(lines(31) == ["NAME     STATE  LAST DAY", "Kiosk 1  error  2026-02-16"])
    #expect(lines(25) == ["NAME     STATE", "Kiosk 1  error", "    Last day: 2026-02-16"])
    #expect(lines(18) == ["NAME     STATE", "Kiosk 1  error", "    Last day:", "    2026-02-16"])
    #expect(lines(1).first == "NAME")
  }

  @Test func coloursAreForTerminalsOnly() {
    #expect(!plain.table([record]).contains("\u{1B}"))
    #expect(coloured.table([record]).contains("\u{1B}[1;31merror"))
    #expect(!Terminal(-1, environment: [:]).hasColour)
  }

  @Test func whatAPeerSentDoesNotReachTheTerminal() {
    let record = Record([Field("name", "Name", .text("a\u{1B}]0;title\u{7}b\u{9B}31m"))])
    #expect(!plain.block(record).unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{9B}" })
  }

  @Test func aRefusalOfJSONIsSeenBeforeItIsParsed() {
    #expect(OutputFormat(askedBy: ["status", "--json", "--nonsense"]) == .json)
    #expect(OutputFormat(askedBy: ["revoke", "--", "--json"]) == .human)
  }

  @Test func fingerprintsAreReadAsTheyAreShown() throws {
    let bytes = RandomBytes.make(32)
    #expect(try Fingerprint.parse(Fingerprint.grouped(bytes)) == bytes)
    #expect(try Fingerprint.parse(bytes.hexadecimal.uppercased()) == bytes)
    #expect(try Fingerprint.parse(String(bytes.hexadecimal.prefix(32))) == Array(bytes.prefix(16)))
    for text in ["", "ab", String(repeating: "g", count: 64), bytes.hexadecimal + "00"] {
      expect(.invalid) { _ = try Fingerprint.parse(text) }
    }
  }
}
