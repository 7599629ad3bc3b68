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
    for seconds in [Int64.min, .max, 20 * SessionCommand.longestReflection] {
      var session = try SessionTransitionTests.session(.running)
      session.countdown.left = seconds
      #expect(throws: KioskError.self) { try Session(decoding: session.encoded()) }
    }
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
}
