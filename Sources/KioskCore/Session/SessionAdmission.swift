/// What can be given now, and the labels that it gets. Pure.
///
/// Drop-in is open whenever no session is on. In a session, whoever has begun may finish: a contribution belongs to the
/// activity in which it was begun, whatever is on by the time it is sent.
public struct SessionAdmission: Sendable {
  /// How long after the close of a session those who had begun may finish, in seconds: longer than anybody writes, and
  /// short enough for the numbers of a session to be final the same hour.
  public static let grace: Int64 = 15 * 60

  /// Groups of a session, as the boxes of a board are counted.
  public static let groups = 1...99

  /// Whether a text is the number of a group, written in the one way there is.
  public static func isGroup(_ text: String) -> Bool {
    Int(text).map { groups.contains($0) && String($0) == text } == true
  }

  private let pack: Pack
  private let session: Session?
  private let previous: Session?
  private let group: String

  /// - Parameters:
  ///   - session: the one that is on or was last.
  ///   - previous: the one before it.
  ///   - group: the group that uses this device, or empty.
  public init(pack: Pack, session: Session?, previous: Session? = nil, group: String) {
    self.pack = pack
    self.session = session
    self.previous = previous
    self.group = group
  }

  /// What people are asked now.
  public var offered: [Activity] {
    guard let session, session.isOn else { return pack.dropIn }
    guard let agenda = pack.agenda(session.agenda) else { return [] }
    switch session.phase {
    case .opened, .closed: return []
    case .running, .paused, .onBreak:
      return session.position.flatMap { agenda.activities.indices.contains($0) ? [agenda.activities[$0]] : nil } ?? []
    case .locked: return visited(session, agenda).filter { !$0.prompts.isEmpty }
    }
  }

  private func visited(_ session: Session, _ agenda: Pack.Agenda) -> [Activity] {
    session.visited.sorted().compactMap { agenda.activities.indices.contains($0) ? agenda.activities[$0] : nil }
  }

  /// The labels of a contribution.
  /// - Parameters:
  ///   - id: the session in which it was begun; empty for drop-in.
  ///   - activity: the activity in which it was begun.
  ///   - prompt: the prompt that it answers.
  ///   - stakeholder: what the person says they are, or empty.
  ///   - content: what was said; nil where that is not known.
  ///   - begun: the group in which it was begun; empty for the one that uses the device now.
  ///   - isWithoutGroup: whether the labels are to say nothing of the group.
  ///   - now: seconds since 1970.
  /// - Throws: `.notFound` for a session, an activity, a prompt or a stakeholder that there is not, or is not any more,
  ///   and for a card that the activity does not offer; `.invalid` for a group that is none.
  public func labels(
    session id: String, activity: String, prompt: String, stakeholder: String, content: Contribution.Content? = nil,
    group begun: String = "", isWithoutGroup: Bool = false, at now: Int64
  ) throws(KioskError) -> Labels {
    guard begun.isEmpty || Self.isGroup(begun) else { throw KioskError(.invalid, "a group is a number from 1 to 99") }
    let run = id.isEmpty ? nil : [session, previous].compactMap(\.self).first { $0.id == id && !$0.isOver(at: now) }
    let found = try id.isEmpty ? dropIn(activity) : inSession(run, activity)
    guard found.prompts.contains(where: { $0.id == prompt }) else {
      throw KioskError(.notFound, "this activity has no such prompt", nextStep: "Ask what is on")
    }
    guard stakeholder.isEmpty || pack.stakeholders.contains(where: { $0.id == stakeholder }) else {
      throw KioskError(.notFound, "the programme has no such stakeholder", nextStep: "Leave it out")
    }
    guard (content?.cards ?? []).allSatisfy({ isOffered($0, in: found) }) else {
      throw KioskError(.notFound, "this activity has no such card", nextStep: "Ask what is on")
    }
    var labels = Labels()
    labels.session = id
    labels.activity = activity
    labels.prompt = prompt
    labels.stakeholder = stakeholder
    labels.board = found.board
    labels.layer = found.layer
    labels.isRehearsal = run?.isRehearsal == true
    if run != nil, found.seating == .groups, !isWithoutGroup {
      labels.group = begun.isEmpty ? group : begun
      if found.hasBoxes { labels.box = labels.group }
    }
    return labels
  }

  private func isOffered(_ card: Card, in activity: Activity) -> Bool {
    activity.cards.contains(card.exposedSection)
      && pack.section(card.exposedSection)?.statements.contains { $0.id == card.exposedStatement } == true
  }

  private func dropIn(_ activity: String) throws(KioskError) -> Activity {
    guard let found = pack.dropIn.first(where: { $0.id == activity }) else {
      throw KioskError(.notFound, "this activity is not on now", nextStep: "Ask what is on")
    }
    // Somebody who had begun before the session was opened may finish too.
    return found
  }

  private func inSession(_ session: Session?, _ activity: String) throws(KioskError) -> Activity {
    guard let session, let agenda = pack.agenda(session.agenda),
      let found = visited(session, agenda).first(where: { $0.id == activity })
    else { throw KioskError(.notFound, "this activity is not on now", nextStep: "Ask what is on") }
    return found
  }
}
