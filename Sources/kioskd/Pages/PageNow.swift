import KioskCore
import KioskRPC

/// Puts together what is on now, for the pages.
struct PageNow: Sendable {
  /// How loud a page speaks at first, of 1: as somebody who sits before it and no further speaks.
  private static let volume = 0.8
  /// How long a page waits for "I'm still here": WCAG 2.2 asks for twenty seconds at least.
  private static let graceSeconds = 30
  /// How long a page says thank you, as comparable kiosks do.
  private static let thanksSeconds = 30
  private static let english = PageSnapshot.Language(
    tag: LocalizedText.fallbackLanguage, name: "English", reviewed: true)

  let capturer: Capturer
  let device: Device
  let queue: EnvelopeQueue
  let keeper: SessionKeeper
  let calls: CallBoard
  let speaker: Speaker
  let helpRoutes: [String]
  let configuration: PagesConfiguration
  /// Names this run of the daemon.
  let boot = RandomBytes.make(8).hexadecimal

  func snapshot() -> PageSnapshot {
    let state = device.state.value
    let level = queue.level
    let pack = state.pack?.pack
    let on = try? capturer.whatsOn(state)
    return PageSnapshot(
      version: KioskVersion.current, boot: boot, packDigest: (state.pack?.digest ?? []).hexadecimal,
      programme: pack.map { PageSnapshot.Programme(id: $0.programme, title: $0.title.byLanguage) },
      languages: [Self.english]
        + (pack?.languages ?? []).map { .init(tag: $0.tag, name: $0.name, reviewed: $0.isReviewed) },
      accepting: on?.isAccepting == true, acceptingDrawings: state.key != nil && on != nil && level.hasRoomForDrawings,
      storageHealthy: level.isHealthy, session: on.flatMap { session($0) },
      activities: pack.flatMap { pack in on?.activities.map { activity($0, in: pack, on?.session) } } ?? [],
      stakeholders: (pack?.stakeholders ?? []).map { .init(id: $0.id, text: $0.text.byLanguage) },
      helpRoutes: helpRoutes, canCallStaff: calls.isHeard.value, staffCalled: calls.isCalled.value,
      canSpeak: speaker.languages.value,
      feedback: (state.feedback?.items ?? []).map(PageFeedback.init),
      readers: configuration.readers.map { [configuration.language: $0] } ?? [:],
      defaults: PageSnapshot.Defaults(
        language: configuration.language, size: configuration.textSize.rawValue,
        contrast: configuration.contrast.rawValue, easyRead: false, volume: Self.volume,
        idleSeconds: configuration.idleSeconds, graceSeconds: Self.graceSeconds, thanksSeconds: Self.thanksSeconds),
      pictures: PagePicture.all)
  }

  private func session(_ on: WhatsOn) -> PageSnapshot.Session? {
    on.session.map { session in
      PageSnapshot.Session(
        id: session.id, agenda: session.agenda, phase: session.phase.rawValue, rehearsal: session.isRehearsal,
        group: session.group, people: session.people, secondsLeft: session.secondsLeft, timeRuns: session.timeRuns,
        backAt: backAt(session.phase, on.activities), revision: session.revision)
    }
  }

  /// When people are to be back, by a clock on the wall: when the break's time is over, or as the programme says where
  /// that is not known. Empty where there is no break.
  private func backAt(_ phase: Session.Phase, _ activities: [Activity]) -> String {
    let planned = activities.first { $0.kind == .pause }
    guard phase == .onBreak || planned != nil else { return "" }
    let end = keeper.view.value.session?.countdown.end
    return end.flatMap { keeper.clock.wallTime(of: $0) } ?? planned?.backAt ?? ""
  }

  private func activity(
    _ activity: Activity, in pack: Pack, _ session: WhatsOn.SessionOn?
  ) -> PageSnapshot.Activity {
    let board = pack.boards.first { $0.id == activity.board }
    let layer = board?.layers.first { $0.id == activity.layer }
    return PageSnapshot.Activity(
      id: activity.id, kind: activity.kind.rawValue, title: activity.title.byLanguage, guide: activity.guide.byLanguage,
      notes: activity.notes.map(\.byLanguage), minutes: activity.minutes, seating: activity.seating.rawValue,
      prompts: activity.prompts.map { .init(id: $0.id, text: $0.text.byLanguage) },
      board: board.map { .init(title: $0.title.byLanguage, layer: layer?.heading.byLanguage ?? [:]) },
      box: activity.hasBoxes && activity.seating == .groups ? session?.group ?? "" : "",
      cards: activity.cards.compactMap { reference in
        pack.section(reference).map { cards($0, reference) }
      })
  }

  private func cards(_ section: Section, _ reference: SectionReference) -> PageSnapshot.Cards {
    let (owner, id) = reference.owner.names
    return PageSnapshot.Cards(
      owner: owner, ownerId: id, section: section.id, heading: section.heading.byLanguage,
      statements: section.statements.map { .init(id: $0.id, text: $0.text.byLanguage) })
  }
}
