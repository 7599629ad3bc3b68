/// What can be given now, and the labels that it gets. Pure.
///
/// Drop-in is open whenever no session is on. In a session, whoever has begun may finish: a contribution belongs to the
/// activity in which it was begun, whatever is on by the time it is sent.
public struct SessionAdmission: Sendable {
  /// How long after the close of a session those who had begun may finish, in seconds: longer than anybody writes, and
  /// short enough for the numbers of a session to be final the same hour.
  public static let grace: Int64 = 15 * 60

  private let pack: Pack
  private let session: Session?
  private let group: String

  /// - Parameters:
  ///   - session: the one that is on or was last.
  ///   - group: the group that uses this device, or empty.
  public init(pack: Pack, session: Session?, group: String) {
    self.pack = pack
    self.session = session
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
  ///   - now: seconds since 1970.
  /// - Throws: `.notFound` for a session, an activity, a prompt or a stakeholder that there is not, or is not any more.
  public func labels(
    session id: String, activity: String, prompt: String, stakeholder: String, at now: Int64
  ) throws(KioskError) -> Labels {
    let found = try id.isEmpty ? dropIn(activity) : inSession(id, activity, at: now)
    guard found.prompts.contains(where: { $0.id == prompt }) else {
      throw KioskError(.notFound, "this activity has no such prompt", nextStep: "Ask what is on")
    }
    guard stakeholder.isEmpty || pack.stakeholders.contains(where: { $0.id == stakeholder }) else {
      throw KioskError(.notFound, "the programme has no such stakeholder", nextStep: "Leave it out")
    }
    var labels = Labels()
    labels.session = id
    labels.activity = activity
    labels.prompt = prompt
    labels.stakeholder = stakeholder
    labels.board = found.board
    labels.layer = found.layer
    labels.isRehearsal = !id.isEmpty && session?.isRehearsal == true
    if !id.isEmpty, found.seating == .groups {
      labels.group = group
      if found.hasBoxes { labels.box = group }
    }
    return labels
  }

  private func dropIn(_ activity: String) throws(KioskError) -> Activity {
    guard let found = pack.dropIn.first(where: { $0.id == activity }) else {
      throw KioskError(.notFound, "this activity is not on now", nextStep: "Ask what is on")
    }
    // Somebody who had begun before the session was opened may finish too.
    return found
  }

  private func inSession(_ id: String, _ activity: String, at now: Int64) throws(KioskError) -> Activity {
    guard let session, session.id == id, !session.isOver(at: now),
      let agenda = pack.agenda(session.agenda),
      let found = visited(session, agenda).first(where: { $0.id == activity })
    else { throw KioskError(.notFound, "this activity is not on now", nextStep: "Ask what is on") }
    return found
  }
}
