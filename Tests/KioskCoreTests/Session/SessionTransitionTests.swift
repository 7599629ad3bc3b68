import Foundation
import Testing

@testable import KioskCore

/// Every cell of the table in docs/session.md.
@Suite struct SessionTransitionTests {
  static let agenda = Pack.Agenda(
    id: "day", title: LocalizedText(["en": "A day"]),
    activities: ["one", "two", "three"].map { id in
      Activity(id: id, title: LocalizedText(["en": id]), minutes: 10)
    })
  static let now: Int64 = 1_800_000_000

  /// A session in the middle of its agenda.
  static func session(_ phase: Session.Phase) throws -> Session {
    var session = Session(id: "s", agenda: "day", packDigest: [UInt8](repeating: 1, count: 32), isRehearsal: false)
    if phase == .opened { return session }
    try session.handle(.goTo("two"), of: agenda, at: now)
    switch phase {
    case .opened, .running: break
    case .paused: try session.handle(.pause, of: agenda, at: now)
    case .onBreak: try session.handle(.takeBreak(300), of: agenda, at: now)
    case .locked: try session.handle(.lock(300), of: agenda, at: now)
    case .closed: try session.handle(.close, of: agenda, at: now)
    }
    #expect(session.phase == phase)
    return session
  }

  static let commands: [SessionCommand] = [
    .next, .back, .goTo("three"), .pause, .resume, .extend(60), .takeBreak(60), .lock(60), .close,
  ]

  /// The table: state, event, and where it leads; nil for a refusal.
  static func table() throws -> [(from: Session.Phase, event: String, to: Session.Phase?)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let lines = try String(contentsOf: root.appendingPathComponent("docs/session.md"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let start = try #require(lines.firstIndex { $0.hasPrefix("| from |") })
    func cells(_ line: String) -> [String] {
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let events = cells(lines[start]).dropFirst()
    var table: [(from: Session.Phase, event: String, to: Session.Phase?)] = []
    for line in lines[(start + 2)...].prefix(while: { $0.hasPrefix("|") }) {
      let row = cells(line)
      let from = try #require(Session.Phase(rawValue: row[0]))
      for (event, cell) in zip(events, row.dropFirst()) {
        #expect(cell == "–" || Session.Phase(rawValue: cell) != nil, "'\(cell)' is no state")
        table.append((from, event, Session.Phase(rawValue: cell)))
      }
    }
    return table
  }

  @Test func theTableIsComplete() throws {
    let table = try Self.table()
    #expect(Set(table.map { "\($0.from) \($0.event)" }).count == table.count)
    #expect(table.count == Session.Phase.allCases.count * (Self.commands.count + 1))
    #expect(Set(table.map(\.event)) == Set(Self.commands.map(\.name) + ["time"]))
  }

  @Test func commandsLeadWhereTheTableSays() throws {
    for (from, event, to) in try Self.table() where event != "time" {
      let command = try #require(Self.commands.first { $0.name == event })
      var session = try Self.session(from)
      let before = session
      let refusal = Self.refusal(of: command, by: &session)
      #expect((refusal == nil) == (to != nil), "\(from) \(event)")
      if let to {
        #expect(session.phase == to, "\(from) \(event)")
        #expect(session.revision == before.revision + 1)
        #expect(session.lastCommand == [UInt8](repeating: 9, count: 16))
      } else {
        #expect(refusal == .conflict)
        #expect(session == before, "a refusal changed something")
      }
    }
  }

  private static func refusal(of command: SessionCommand, by session: inout Session) -> KioskError.Code? {
    do throws(KioskError) {
      try session.handle(command, of: agenda, at: now + 1, named: [UInt8](repeating: 9, count: 16))
      return nil
    } catch {
      return error.code
    }
  }

  @Test func timeLeadsWhereTheTableSays() throws {
    for (from, event, to) in try Self.table() where event == "time" {
      var session = try Self.session(from)
      let before = session
      let late = Self.now + 100_000
      #expect(session.elapse(Self.agenda, at: late) == (to != nil))
      #expect(session.phase == to ?? from)
      if to == nil { #expect(session == before) }
    }
  }

  @Test func theEndsOfTheAgendaAreRefused() throws {
    var session = try Self.session(.running)
    try session.handle(.next, of: Self.agenda, at: Self.now)
    #expect(throws: KioskError.self) { try session.handle(.next, of: Self.agenda, at: Self.now) }
    try session.handle(.goTo("one"), of: Self.agenda, at: Self.now)
    #expect(throws: KioskError.self) { try session.handle(.back, of: Self.agenda, at: Self.now) }
    #expect(throws: KioskError.self) { try session.handle(.goTo("four"), of: Self.agenda, at: Self.now) }
    #expect(session.visited == [0, 1, 2])
  }

  @Test func timesStopAtTheirBounds() throws {
    for (good, bad): ([SessionCommand], [SessionCommand]) in [
      ([.extend(1), .extend(SessionCommand.longestPause)], [.extend(0), .extend(SessionCommand.longestPause + 1)]),
      (
        [.takeBreak(1), .takeBreak(SessionCommand.longestPause)],
        [.takeBreak(0), .takeBreak(SessionCommand.longestPause + 1)]
      ),
      ([.lock(0), .lock(SessionCommand.longestReflection)], [.lock(-1), .lock(SessionCommand.longestReflection + 1)]),
    ] {
      for command in good {
        var session = try Self.session(.running)
        try session.handle(command, of: Self.agenda, at: Self.now)
      }
      for command in bad {
        var session = try Self.session(.running)
        let error = #expect(throws: KioskError.self) {
          try session.handle(command, of: Self.agenda, at: Self.now)
        }
        #expect(error?.code == .invalid)
      }
    }
  }
}
