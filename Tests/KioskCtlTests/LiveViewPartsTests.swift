import KioskCore
import KioskRPC
import Testing

@testable import kiosk_ctl

/// What the view is made of: keys, the room, and what goes to the terminal.
@Suite struct LiveViewPartsTests {
  /// What keys do that are pressed one after the other.
  private func pressed(_ typed: String, in phase: Session.Phase? = .running) -> [LiveKeys.Action] {
    var keys = LiveKeys()
    return typed.map { key in
      // The words of a question are for people.
      let action = keys.press(key, in: phase)
      if case .ask = action { return .ask("") }
      return action
    }
  }

  @Test func keysAreCommands() {
    #expect(
      pressed("nBpeksxyq\u{3}") == [
        .command(.next), .command(.back), .command(.pause), .command(.extend(300)), .command(.takeBreak(300)), .sync,
        .nothing, .nothing, .quit, .quit,
      ])
    for phase in [Session.Phase.paused, .onBreak, .locked] { #expect(pressed("p", in: phase) == [.command(.resume)]) }
    #expect(pressed("p", in: nil) == [.command(.pause)])
  }

  @Test func whatEndsASessionIsAskedFirst() {
    #expect(pressed("cny") == [.ask(""), .dropped, .nothing])
    #expect(pressed("cy") == [.ask(""), .command(.close)])
    #expect(pressed("lY") == [.ask(""), .command(.lock(86_400))])
    #expect(pressed("l\u{3}") == [.ask(""), .quit])
  }

  @Test func sequencesOfATerminalAreNoKeys() {
    var parser = KeyParser()
    let start = ContinuousClock.now
    func keys(_ text: String, after milliseconds: Int) -> [Character] {
      parser.keys(in: Array(text.utf8), at: start + .milliseconds(milliseconds))
    }
    let together = keys("n\u{1B}[1;5cb\u{1B}OPp\u{1B}cn\u{1B}", after: 0)
    #expect(together == ["n", "b", "p", "n"])
    // Over a slow line the bytes of one sequence come apart.
    let apart = [("\u{1B}", 100), ("[", 150), ("B", 300), ("\u{1B}", 320), ("O", 330), ("P", 400), ("q\u{E9}", 410)]
    #expect(apart.flatMap { keys($0.0, after: $0.1) } == ["q"])
    // Escape and, a while later, a key are two.
    let late = [("\u{1B}", 1000), ("n", 1301), ("\u{1B}", 2000), ("n", 2300)]
    #expect(late.flatMap { keys($0.0, after: $0.1) } == ["n"])
  }

  @Test func aDeviceThatComesBackIsBroughtInLine() throws {
    func look(_ session: Session?) -> Result<LiveRoom.Look, KioskError> {
      .success(LiveRoom.Look(response: GetSessionResponse(session: session), activity: nil, at: .now))
    }
    let away = Result<LiveRoom.Look, KioskError>.failure(KioskError(.unreachable, "gone"))
    let (old, new) = (try LiveViewTests.session(.running), try LiveViewTests.session(.running, revision: 1))
    var room = LiveRoom(["a:1", "b:1"])
    func back(as session: Session?) -> Bool {
      _ = room.note(away, of: 1)
      return room.note(look(session), of: 1)
    }
    let atFirst = [room.note(look(new), of: 0), room.note(look(old), of: 1)]
    #expect(atFirst == [false, false], "one that was not away is left to staff")
    let later = [back(as: old), back(as: new), back(as: nil)]
    #expect(later == [true, false, true])
    // One that missed the close has to follow; where it is over everywhere, nobody has to.
    _ = room.note(look(try LiveViewTests.session(.closed)), of: 0)
    let afterwards = [back(as: try LiveViewTests.session(.opened)), back(as: try LiveViewTests.session(.closed))]
    #expect(afterwards == [true, false])
    #expect(room.session?.phase == .closed)
  }

  @Test func onlyWhatChangedIsSent() {
    var screen = LiveScreen()
    func sent(_ lines: [String], _ width: Int = 80) -> String {
      screen.update(to: lines, size: TerminalSize(width: width, height: 24))
    }
    let all = [sent(["a", "b"]), sent(["a", "b"]), sent(["a", "c"]), sent(["a"]), sent(["a"], 60)]
    let clear = "\u{1B}[0m\u{1B}[2J"
    #expect(
      all == [
        clear + "\u{1B}[1;1H\u{1B}[2Ka\u{1B}[2;1H\u{1B}[2Kb", "", "\u{1B}[2;1H\u{1B}[2Kc", "\u{1B}[2;1H\u{1B}[2K",
        clear + "\u{1B}[1;1H\u{1B}[2Ka",
      ])
    screen.forget()
    let again = screen.update(to: ["a"], size: TerminalSize(width: 60, height: 24))
    #expect(again == clear + "\u{1B}[1;1H\u{1B}[2Ka")
  }

  @Test func coloursAreLeftOutWhereTheyAreNotWanted() {
    var line = LiveLine("bad", .tone(.bad))
    line.add(" rest")
    #expect(line.styled(for: Terminal(isInteractive: true, hasColour: false)) == "bad rest")
    #expect(line.styled(for: Terminal(isInteractive: true, hasColour: true)) == "\u{1B}[1;31mbad\u{1B}[0m rest")
    #expect(line.clipped(to: 5).text == "bad …" && line.clipped(to: 2).text == "b…" && line.clipped(to: 0).text == "")
  }

  @Test func widthsAreThoseOfTheScreen() {
    #expect(LiveText.width("e\u{301}") == 1 && LiveText.width("長い") == 4)
    #expect(LiveText.clipped("長い名前", to: 4) == "長…" && LiveText.padded("ab", to: 4) == "ab  ")
  }
}
