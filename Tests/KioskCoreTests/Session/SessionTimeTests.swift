import Testing

@testable import KioskCore

/// Time passes as people expect, whatever the device's clock does.
@Suite struct SessionTimeTests {
  let agenda = SessionTransitionTests.agenda
  let now = SessionTransitionTests.now

  @Test func anActivityHasItsMinutesAndRunsOver() throws {
    let session = try SessionTransitionTests.session(.running)
    #expect(session.countdown.left(at: now) == 600)
    #expect(session.countdown.left(at: now + 599) == 1)
    #expect(session.countdown.left(at: now + 720) == -120)
  }

  @Test func aPauseTakesNoTime() throws {
    var session = try SessionTransitionTests.session(.running)
    try session.handle(.pause, of: agenda, at: now + 60)
    #expect(session.countdown.left(at: now + 9999) == 540)
    try session.handle(.extend(60), of: agenda, at: now + 9999)
    try session.handle(.resume, of: agenda, at: now + 10_000)
    #expect(session.countdown.left(at: now + 10_001) == 599)
  }

  @Test func moreTimeCountsFromNowWhereItIsUp() throws {
    var session = try SessionTransitionTests.session(.running)
    try session.handle(.extend(300), of: agenda, at: now + 840)
    #expect(session.countdown.left(at: now + 840) == 300)
    session = try SessionTransitionTests.session(.running)
    try session.handle(.extend(300), of: agenda, at: now + 60)
    #expect(session.countdown.left(at: now + 60) == 840)
  }

  @Test func anActivityGoesOnAfterABreakWithWhatWasLeft() throws {
    var session = try SessionTransitionTests.session(.running)
    try session.handle(.takeBreak(300), of: agenda, at: now + 100)
    #expect(session.nextChange(agenda) == now + 400)
    // The device was off when the break ended.
    session.elapse(agenda, at: now + 410)
    #expect(session.phase == .running)
    #expect(session.countdown.left(at: now + 410) == 490)
  }

  @Test func anActivityThatIsABreakLeadsOnByItself() throws {
    var agenda = agenda
    agenda.activities[1].kind = .pause
    var session = try SessionTransitionTests.session(.running)
    session.elapse(agenda, at: now + 599)
    #expect(session.position == 1)
    session.elapse(agenda, at: now + 600)
    #expect(session.position == 2)
    #expect(session.countdown.left(at: now + 600) == 600)
    // The last of an agenda has nowhere to lead.
    agenda.activities[2].kind = .pause
    session.elapse(agenda, at: now + 99_999)
    #expect(session.position == 2 && session.phase == .running)
  }

  @Test func lateReflectionsEnd() throws {
    var session = try SessionTransitionTests.session(.locked)
    session.elapse(agenda, at: now + 299)
    #expect(session.phase == .locked)
    session.elapse(agenda, at: now + 5000)
    #expect(session.phase == .closed)
    #expect(!session.isOver(at: now + 300 + SessionAdmission.grace))
    #expect(session.isOver(at: now + 300 + SessionAdmission.grace + 1))
  }

  /// A clock that went back, or that was set for the first time, took no time.
  @Test func aClockThatWasSetTakesNoTime() {
    let running = Countdown(left: 600, asOf: now)
    #expect(running.left(at: now - 5000) == 600)
    let unset = Countdown(left: 600, asOf: 1000)
    #expect(unset.left(at: 1060) == 540)
    #expect(unset.left(at: now) == 600)
  }

  /// After a restart time goes on at once, wherever the clock is by then.
  @Test func timeGoesOnAfterARestart() throws {
    let session = try SessionTransitionTests.session(.onBreak)
    let left = session.countdown.left(at: now)
    for clock in [now - 5000, 1000] {
      let restarted = session.goingOn(at: clock)
      #expect(restarted.countdown.left(at: clock) == left)
      #expect(restarted.countdown.left(at: clock + 60) == left - 60)
    }
    let unset = Countdown(left: 600, asOf: 1000)
    var set = unset
    set.goOn(at: now)
    #expect(set.left(at: now + 60) == 540)
    // Where the clock is right, the time that passed counts.
    #expect(session.goingOn(at: now + 60) == session)
    let paused = try SessionTransitionTests.session(.paused)
    #expect(paused.goingOn(at: 5) == paused)
  }

  /// A device says how its last session stood, however long ago that was.
  @Test func aLongTimeCanBeTold() throws {
    let session = try SessionTransitionTests.session(.closed)
    let year = now + 366 * 86_400
    let told = try Session(decoding: session.snapshot(at: year).delayed(by: 5).encoded())
    #expect(told.received(at: year).isOver(at: year))
  }

  @Test func timesOutOfBoundsAreRefused() throws {
    let bytes = try SessionTransitionTests.session(.running).encoded()
    // Of a field that stands twice the last counts; 8 and 11 are zigzag-coded seconds.
    for field: UInt8 in [8 << 3, 11 << 3] {
      for seconds in [Int64.min, .max, 10 * SessionCommand.longestReflection + 1] {
        #expect(throws: KioskError.self) { try Session(decoding: bytes + [field] + Self.zigzag(seconds)) }
      }
      let longest = 10 * SessionCommand.longestReflection
      for seconds in [longest, -longest] { _ = try Session(decoding: bytes + [field] + Self.zigzag(seconds)) }
    }
  }

  private static func zigzag(_ value: Int64) -> [UInt8] {
    var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  @Test func itIsTheSameAfterItsBytes() throws {
    for phase in Session.Phase.allCases {
      let session = try SessionTransitionTests.session(phase)
      #expect(try Session(decoding: session.encoded()) == session)
      let there = session.snapshot(at: now + 7).received(at: 5)
      #expect(there.countdown.left(at: 5) == session.countdown.left(at: now + 7))
      #expect((there.countdown.asOf == nil) == (session.countdown.asOf == nil))
    }
  }

  @Test func whatTimeDoesCountsAsSomethingDone() throws {
    let agenda = SessionTransitionTests.agenda
    var session = Session(id: "s", agenda: "day", packDigest: [], isRehearsal: false)
    try session.handle(.lock(60), of: agenda, at: 1_700_000_000)
    let locked = session.revision
    session.elapse(agenda, at: 1_700_000_060)
    #expect(session.phase == .closed && session.revision == locked + 1)
  }

  @Test func nothingIsExtendedBeyondWhatCanBeTold() throws {
    let agenda = SessionTransitionTests.agenda
    let now: Int64 = 1_700_000_000
    for pauses in [true, false] {
      var session = Session(id: "s", agenda: "day", packDigest: [UInt8](repeating: 1, count: 32), isRehearsal: false)
      try session.handle(.next, of: agenda, at: now)
      if pauses { try session.handle(.pause, of: agenda, at: now) }
      for _ in 0..<200 where SessionCommand.longestLeft - session.countdown.left >= SessionCommand.longestPause {
        try session.handle(.extend(SessionCommand.longestPause), of: agenda, at: now)
      }
      let left = session.countdown.left
      #expect(left <= SessionCommand.longestLeft && left > SessionCommand.longestLeft - 8 * 3600)
      let exact = SessionCommand.longestLeft - left
      if exact > 0 { try session.handle(.extend(exact), of: agenda, at: now) }
      #expect(throws: KioskError.self) { try session.handle(.extend(1), of: agenda, at: now) }
      #expect(try Session(decoding: session.encoded()).countdown.left == SessionCommand.longestLeft)
    }
  }

  @Test func whatIsWrittenCanBeReadWhateverWasCounted() throws {
    var session = Session(id: "s", agenda: "day", packDigest: [UInt8](repeating: 1, count: 32), isRehearsal: false)
    session.countdown = Countdown(left: -1_000_000_000_000, asOf: 1)
    session.held = 1_000_000_000_000
    #expect(try Session(decoding: session.encoded()).id == "s")
    session.revision = (1 << 32) - 1
    #expect(try Session(decoding: session.encoded()).revision == (1 << 32) - 1)
    session.revision = 1 << 32
    #expect(throws: KioskError.self) { try Session(decoding: session.encoded()) }
  }

  @Test func aStateThatItsAgendaCannotHaveIsRefused() throws {
    let agenda = SessionTransitionTests.agenda
    var session = Session(id: "s", agenda: agenda.id, packDigest: [], isRehearsal: false)
    try session.check(against: agenda)
    try session.handle(.next, of: agenda, at: 0)
    try session.check(against: agenda)
    let count = agenda.activities.count
    let cases: [(Int?, Set<Int>)] = [(count, Set([count])), (0, Set([0, count])), (0, Set()), (nil, Set([0]))]
    for (position, visited) in cases {
      var wrong = session
      wrong.position = position
      wrong.visited = visited
      #expect(throws: KioskError.self, "\(String(describing: position)) \(visited)") {
        try wrong.check(against: agenda)
      }
    }
  }
}
