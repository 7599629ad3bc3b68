import ArgumentParser
import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct CommandLineTests {
  static let lines = [
    ["status"], ["watch", "--kiosk", "192.0.2.7:7442"], ["watch", "--calls"], ["queue", "--socket", "s"],
    ["flush", "--timeout", "2m"],
    ["answer", "--kiosk", "192.0.2.7:7442"], ["doctor"],
    ["enrol", "AAAA", "--enrolment-address", "h:1", "--fingerprint", "ab"],
    ["session", "status", "--room", "ward"], ["session", "status", "--kiosk", "h:1", "--kiosk", "i:1"],
    ["session", "test", "--key", "k"], ["session", "test", "--out", "f"], ["session", "test", "--words", "12"],
    ["session", "group", "3"], ["session", "group", "none", "--people", "4"], ["session", "rehearse", "a"],
    ["session", "open", "a", "--despite-clock"],
    ["session", "next", "--room", "ward", "--config", "c"], ["session", "back"], ["session", "goto", "a"],
    ["session", "pause"], ["session", "resume"], ["session", "extend", "5m"], ["session", "break", "10m"],
    ["session", "break", "11:15"], ["session", "lock", "--reflections", "2d"], ["session", "close"],
    ["session", "sync", "--despite-clock"], ["session", "run", "--room", "ward"],
    ["session", "statement", "--session", "s"],
    ["pack", "sign", "f", "--key", "k"], ["pack", "diff", "a", "b"],
    ["key", "read", "f", "--key", "k"], ["key", "card", "f", "--out", "g", "--language", "gd"], ["pack", "load", "f"],
    ["pack", "show", "f"], ["pack", "check", "d"],
    ["pack", "build", "d", "--out", "f", "--key", "k"],
    ["pack", "publish", "f", "--store", "h:1"], ["pack", "publish", "f", "--room", "Ward 2"],
    ["pack", "publish", "--withdraw", "--room", "Ward 2"],
    ["feedback", "check", "f"], ["feedback", "sign", "f", "--key", "k", "--out", "g"], ["feedback", "show", "f"],
    ["feedback", "publish", "f", "--key", "k", "--room", "Ward 2", "--room", "Hall", "--passphrase-file", "p"],
    ["feedback", "publish", "f", "--store", "h:1"], ["feedback", "publish", "--withdraw", "--room", "Ward 2"],
    ["feedback", "load", "f", "--kiosk", "h:1"],
    ["capture", "--activity", "a", "--prompt", "p", "--language", "gd", "--withdrawal-code"],
    ["capture", "--card", "theme.a/b/c", "--card", "programme/b/c", "--without-group"], ["capture", "--feeling", "4"],
    ["capture", "--drawing", "f.png", "--stakeholder", "s"],
    ["withdraw", "1234"], ["withdraw", "1234", "5678", "9012", "3456"], ["withdraw", "-", "--store", "h:1"],
    ["store", "invite", "Kiosk 1", "--valid", "2d", "--room", "Ward 2"], ["store", "fleet"],
    ["store", "room", "Ward 2", "--device", "Kiosk 1"], ["store", "room", "", "--device", "Kiosk 1"],
    ["store", "revoke", "Kiosk 1"],
    ["key", "new", "--out", "f"], ["key", "split", "f", "-k", "2", "-n", "3", "--out-dir", "d"],
    ["key", "join", "a", "b", "--out", "f"], ["key", "check", "f"], ["key", "signing", "--out", "f"],
    ["collect", "--key", "k", "--key", "l", "--out", "d", "--print", "--credentials", "c", "--passphrase-file", "p"],
  ]

  @Test(arguments: lines)
  func everyCommandParsesAndWritesJSON(line: [String]) throws {
    _ = try KioskCtl.parseAsRoot(line)
    _ = try KioskCtl.parseAsRoot(line + ["--json"])
  }

  @Test func everyCommandIsTried() {
    func leaves(_ command: any ParsableCommand.Type, _ path: [String]) -> [[String]] {
      let below = command.configuration.subcommands + command.configuration.groupedSubcommands.flatMap(\.subcommands)
      return below.isEmpty ? [path] : below.flatMap { leaves($0, path + [$0._commandName]) }
    }
    for path in leaves(KioskCtl.self, []) {
      #expect(Self.lines.contains { $0.starts(with: path) }, "\(path) is not among the lines above")
    }
  }

  @Test(arguments: [
    ["nonsense"], ["status", "--nonsense"], ["status", "--socket", "s", "--kiosk", "h:1"], ["store", "invite"],
    ["store", "invite", "a", "--valid", "8d"], ["store", "invite", "a", "--valid", "soon"], ["key", "split", "f"],
    ["store", "room", "Ward 2"], ["pack", "publish"], ["pack", "publish", "--withdraw"],
    ["pack", "publish", "--withdraw", "--room", ""], ["pack", "publish", "f", "--withdraw", "--room", "Ward 2"],
    ["feedback", "publish"], ["feedback", "publish", "--withdraw"], ["feedback", "sign", "f", "--key", "k"],
    ["feedback", "publish", "--withdraw", "--room", ""],
    ["feedback", "publish", "f", "--withdraw", "--room", "Ward 2"],
    ["collect", "--out", "d"], ["session", "status", "--room", "r", "--kiosk", "h:1"], ["session", "test"],
    ["session", "break", "25:00"], ["session", "extend", "5"], ["withdraw", "1", "--socket", "s", "--store", "h:1"],
    ["capture", "--card", "a/b/c"], ["capture", "--card", "theme.a/b"], ["capture", "--feeling", "good"],
    ["capture", "--feeling", "4", "--drawing", "f.png"], ["capture", "--feeling", "4", "--card", "theme.a/b/c"],
  ])
  func aWrongCommandLineIsRefused(line: [String]) {
    do {
      _ = try KioskCtl.parseAsRoot(line)
      Issue.record("it was accepted")
    } catch {
      #expect(KioskCtl.exitCode(for: error) == .validationFailure)
    }
  }

  @Test func aRoomIsTheSameHoweverItsAccentsWereTyped() {
    #expect(Array(RoomArgument(argument: "Ru\u{300}m 1").name.utf8) == Array("R\u{f9}m 1".utf8))
  }

  @Test func theFirstPromptOnOfferIsTheDefault() throws {
    func text(_ text: String) -> LocalizedText { LocalizedText(["en": text]) }
    let offered = ["one", "two"].map { id in
      Activity(
        id: id, title: text("A"),
        prompts: [Prompt(id: id + "-a", text: text("B")), Prompt(id: id + "-b", text: text("C"))])
    }
    let first = try Place(activity: nil, prompt: nil, among: offered)
    #expect(first.activity == "one" && first.prompt == "one-a")
    #expect(try Place(activity: "two", prompt: nil, among: offered).prompt == "two-a")
    #expect(try Place(activity: nil, prompt: "two-b", among: offered).activity == "two")
    expect(.notFound) { _ = try Place(activity: nil, prompt: nil, among: []) }
    expect(.notFound) { _ = try Place(activity: "three", prompt: nil, among: offered) }
    expect(.notFound) { _ = try Place(activity: "one", prompt: "two-b", among: offered) }
  }

  @Test func onlyTheLineFeedThatNobodySaidIsTakenAway() {
    #expect(Capture.withoutLastNewline("words\n") == "words")
    #expect(Capture.withoutLastNewline("words\r\n") == "words")
    #expect(Capture.withoutLastNewline("words\n\n") == "words\n")
    #expect(Capture.withoutLastNewline("words") == "words")
  }
}
