import Testing

@testable import KioskCore

/// What can be given, and which labels it gets.
@Suite struct SessionAdmissionTests {
  let now = SessionTransitionTests.now

  static func pack() throws -> Pack {
    func text(_ text: String) -> LocalizedText { LocalizedText(["en": text]) }
    func prompts(_ id: String) -> [Prompt] {
      [Prompt(id: id + "-a", text: text("A?")), Prompt(id: id + "-b", text: text("B?"))]
    }
    return try Pack(
      programme: "test", title: text("A test"), revision: 1,
      sections: [
        Section(id: "vision", heading: text("Vision"), statements: [Statement(id: "home", text: text("Home"))])
      ],
      stakeholders: [Statement(id: "family", text: text("Family"))],
      themes: [
        Pack.Theme(
          id: "calm", title: text("Calm"), question: text("How?"),
          sections: [
            Section(
              id: "people", heading: text("People"),
              statements: ["listen", "wait"].map { Statement(id: $0, text: text($0)) }),
            Section(id: "places", heading: text("Places"), statements: [Statement(id: "room", text: text("Room"))]),
          ])
      ],
      boards: [Pack.Board(id: "board", title: text("Board"), layers: [Section(id: "layer", heading: text("What?"))])],
      agendas: [
        Pack.Agenda(
          id: "day", title: text("A day"),
          activities: [
            Activity(
              id: "one", title: text("One"), minutes: 5, prompts: prompts("one"),
              cards: [
                SectionReference(owner: .theme("calm"), section: "people"),
                SectionReference(owner: .programme, section: "vision"),
              ]),
            Activity(
              id: "two", kind: .breakout, title: text("Two"), minutes: 5, seating: .groups, prompts: prompts("two"),
              board: "board", layer: "layer", hasBoxes: true),
            Activity(id: "three", kind: .nextSteps, title: text("Three"), minutes: 5),
          ]),
        Pack.Agenda(
          id: "open", title: text("Open"), isDropIn: true,
          activities: [
            Activity(
              id: "drop", title: text("Drop in"), prompts: prompts("drop"),
              cards: [SectionReference(owner: .programme, section: "vision")])
          ]),
      ])
  }

  func session(_ steps: [SessionCommand], isRehearsal: Bool = false) throws -> Session {
    let pack = try Self.pack()
    var session = Session(
      id: "s", agenda: "day", packDigest: [UInt8](repeating: 1, count: 32), isRehearsal: isRehearsal)
    for step in steps { try session.handle(step, of: pack.agenda("day")!, at: now) }
    return session
  }

  func admission(_ steps: [SessionCommand]?, group: String = "", isRehearsal: Bool = false) throws -> SessionAdmission {
    SessionAdmission(
      pack: try Self.pack(), session: try steps.map { try session($0, isRehearsal: isRehearsal) }, group: group)
  }

  func code(_ admission: SessionAdmission, _ session: String, _ activity: String, _ prompt: String, later: Int64 = 0)
    -> KioskError.Code?
  {
    do throws(KioskError) {
      _ = try admission.labels(session: session, activity: activity, prompt: prompt, stakeholder: "", at: now + later)
      return nil
    } catch { return error.code }
  }

  @Test func dropInIsOpenWheneverNoSessionIsOn() throws {
    #expect(try admission(nil).offered.map(\.id) == ["drop"])
    #expect(try admission([.close]).offered.map(\.id) == ["drop"])
    #expect(try admission([]).offered.isEmpty)
    #expect(try code(admission(nil), "", "drop", "drop-a") == nil)
    #expect(try code(admission(nil), "", "one", "one-a") == .notFound)
    #expect(try code(admission(nil), "s", "one", "one-a") == .notFound)
  }

  @Test func theActivityThatIsOnIsOffered() throws {
    #expect(try admission([.next]).offered.map(\.id) == ["one"])
    #expect(try admission([.next, .pause]).offered.map(\.id) == ["one"])
    #expect(try admission([.next, .takeBreak(60)]).offered.map(\.id) == ["one"])
    #expect(try admission([.next, .next, .next, .lock(60)]).offered.map(\.id) == ["one", "two"])
  }

  /// Who has begun may finish: the contribution belongs to the activity in which it was begun.
  @Test func nobodyIsCutOff() throws {
    for steps: [SessionCommand] in [
      [.next], [.next, .next], [.next, .pause], [.next, .takeBreak(60)], [.next, .lock(60)], [.next, .close],
    ] {
      #expect(try code(admission(steps), "s", "one", "one-b") == nil, "\(steps)")
    }
    let closed = try admission([.next, .close])
    #expect(code(closed, "s", "one", "one-a", later: SessionAdmission.grace) == nil)
    #expect(code(closed, "s", "one", "one-a", later: SessionAdmission.grace + 1) == .notFound)
    // Who had begun on drop-in may finish too.
    #expect(try code(admission([.next]), "", "drop", "drop-a") == nil)
  }

  /// The next session begins before everybody has finished in this one.
  @Test func whoBeganInTheSessionBeforeMayFinish() throws {
    let pack = try Self.pack()
    let first = try session([.next, .close], isRehearsal: true)
    let second = Session(id: "t", agenda: "day", packDigest: first.packDigest, isRehearsal: false)
    let admission = SessionAdmission(pack: pack, session: second, previous: first, group: "2")
    let labels = try admission.labels(session: "s", activity: "one", prompt: "one-a", stakeholder: "", at: now)
    #expect(labels.session == "s" && labels.isRehearsal)
    #expect(code(admission, "s", "two", "two-a") == .notFound)
    #expect(code(admission, "s", "one", "one-a", later: SessionAdmission.grace) == nil)
    #expect(code(admission, "s", "one", "one-a", later: SessionAdmission.grace + 1) == .notFound)
    #expect(code(admission, "t", "one", "one-a") == .notFound)
  }

  /// Staff may give the device to another group while somebody writes.
  @Test func theGroupIsThatInWhichItWasBegun() throws {
    let admission = try admission([.next, .next], group: "3")
    func group(_ begun: String) throws -> [String] {
      let labels = try admission.labels(
        session: "s", activity: "two", prompt: "two-a", stakeholder: "", group: begun, at: now)
      return [labels.group, labels.box]
    }
    #expect(try group("2") == ["2", "2"])
    #expect(try group("") == ["3", "3"])
    for wrong in ["0", "100", "02", "x"] { #expect(throws: KioskError.self) { try group(wrong) } }
  }

  @Test func whatHasNotBegunIsNotTaken() throws {
    #expect(try code(admission([.next]), "s", "two", "two-a") == .notFound)
    #expect(try code(admission([.next]), "s", "one", "two-a") == .notFound)
    #expect(try code(admission([.next]), "other", "one", "one-a") == .notFound)
    #expect(try code(admission([]), "s", "one", "one-a") == .notFound)
  }

  @Test func labelsAreThoseOfTheActivity() throws {
    let labels = try admission([.next, .next], group: "3").labels(
      session: "s", activity: "two", prompt: "two-a", stakeholder: "family", at: now)
    #expect(labels.session == "s" && labels.activity == "two" && labels.prompt == "two-a")
    #expect(labels.board == "board" && labels.layer == "layer")
    #expect(labels.group == "3" && labels.box == "3")
    #expect(labels.stakeholder == "family" && !labels.isRehearsal)
    // Where people do not sit in groups, the group would only make the room smaller.
    let alone = try admission([.next], group: "3").labels(
      session: "s", activity: "one", prompt: "one-a", stakeholder: "", at: now)
    #expect(alone.group.isEmpty && alone.box.isEmpty && alone.board.isEmpty)
    let unknown = #expect(throws: KioskError.self) {
      try admission([.next]).labels(session: "s", activity: "one", prompt: "one-a", stakeholder: "king", at: now)
    }
    #expect(unknown?.code == .notFound)
  }

  /// Nobody has to say which group they were in.
  @Test func theGroupCanBeLeftOut() throws {
    let labels = try admission([.next, .next], group: "3").labels(
      session: "s", activity: "two", prompt: "two-a", stakeholder: "", isWithoutGroup: true, at: now)
    #expect(labels.group.isEmpty && labels.box.isEmpty)
    #expect(labels.board == "board" && labels.layer == "layer")
  }

  /// Cards belong to the activity in which they were picked, as everything does.
  @Test func onlyCardsOnOfferAreTaken() throws {
    func code(_ cards: String..., activity: String = "one", session: String = "s") throws -> KioskError.Code? {
      let admission = try admission([.next, .next])
      let content = Contribution.Content.cards(try Cards(cards.map { try #require(Card(written: $0)) }))
      do throws(KioskError) {
        _ = try admission.labels(
          session: session, activity: activity, prompt: activity + "-a", stakeholder: "", content: content, at: now)
        return nil
      } catch { return error.code }
    }
    #expect(try code("theme.calm/people/listen") == nil)
    #expect(try code("theme.calm/people/listen", "theme.calm/people/wait", "programme/vision/home") == nil)
    #expect(try code("theme.calm/people/shout") == .notFound)
    #expect(try code("theme.calm/people/listen", "theme.calm/places/room") == .notFound, "a section of no activity")
    #expect(try code("board.calm/people/listen") == .notFound)
    #expect(try code("theme.calm/people/listen", activity: "two") == .notFound)
    #expect(try code("programme/vision/home", activity: "drop", session: "") == nil)
    #expect(try code("theme.calm/people/listen", activity: "drop", session: "") == .notFound)
  }

  @Test func aRehearsalIsMarkedAndDropInIsNot() throws {
    let rehearsal = try admission([.next], isRehearsal: true)
    #expect(try rehearsal.labels(session: "s", activity: "one", prompt: "one-a", stakeholder: "", at: now).isRehearsal)
    #expect(
      try !rehearsal.labels(session: "", activity: "drop", prompt: "drop-a", stakeholder: "", at: now).isRehearsal)
  }
}
