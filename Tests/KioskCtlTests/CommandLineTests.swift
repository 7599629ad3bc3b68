import ArgumentParser
import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct CommandLineTests {
  static let lines = [
    ["status"], ["watch", "--kiosk", "192.0.2.7:7442"], ["queue", "--socket", "s"], ["flush", "--timeout", "2m"],
    ["doctor"], ["enrol", "AAAA", "--enrolment-address", "h:1", "--fingerprint", "ab"],
    ["pack", "load", "f"], ["pack", "show", "f"], ["pack", "check", "d"],
    ["pack", "build", "d", "--out", "f", "--key", "k"],
    ["pack", "publish", "f", "--store", "h:1"],
    ["capture", "--activity", "a", "--prompt", "p", "--language", "gd", "--withdrawal-code"],
    ["withdraw", "1234"], ["withdraw", "1234", "5678", "9012", "3456"], ["withdraw", "-", "--store", "h:1"],
    ["store", "invite", "Kiosk 1", "--valid", "2d"], ["store", "fleet"], ["store", "revoke", "Kiosk 1"],
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
    ["collect", "--out", "d"], ["withdraw", "1", "--socket", "s", "--store", "h:1"],
  ])
  func aWrongCommandLineIsRefused(line: [String]) {
    do {
      _ = try KioskCtl.parseAsRoot(line)
      Issue.record("it was accepted")
    } catch {
      #expect(KioskCtl.exitCode(for: error) == .validationFailure)
    }
  }

  @Test func theFirstPromptOnOfferIsTheDefault() throws {
    let texts =
      ["programme:\n  id: p\n  revision: 1\n  title:\n    en: P\n"]
      + ["one", "two"].map { id in
        """
        activity:
          id: \(id)
          title:
            en: A
          prompts:
            - id: \(id)-a
              text:
                en: B
            - id: \(id)-b
              text:
                en: C
        """
      }
    let files = texts.enumerated().map { PackSource.File(name: "\($0.offset)", bytes: Array($0.element.utf8)) }
    let offered = try PackSource(files).pack().activities
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
