import KioskCore
import KioskRPC

/// What the view shows. Pure: the same state makes the same lines.
struct LiveView: Sendable {
  /// Lines for a message: an error with its next step.
  private static let messageLines = 2

  var room: LiveRoom
  /// The last message, with how good it is.
  var message = (text: "", tone: Value.Tone.plain)

  init(_ room: LiveRoom) {
    self.room = room
  }

  /// At most `height` lines of at most `width` columns. Where not all fit, blank lines go first, then devices at the
  /// end, then all devices; how the session stands stays longest.
  func lines(width: Int, height: Int, at now: ContinuousClock.Instant) -> [LiveLine] {
    let table = LiveTable(room, width: width)
    let (head, keys) = (head(at: now), keys(width))
    let message = message(width)
    var lines = head + [LiveLine()] + table.lines(upTo: .max) + [LiveLine()] + message + [LiveLine()] + keys
    if lines.count > height {
      let table = table.lines(upTo: height - head.count - message.count - keys.count)
      lines = head + table + message + keys
    }
    return lines.prefix(max(0, height)).map { $0.clipped(to: width) }
  }

  private func head(at now: ContinuousClock.Instant) -> [LiveLine] {
    guard let session = room.session else {
      let isAsked = room.devices.allSatisfy { $0.look != nil || $0.failure != nil }
      let isReached = room.devices.contains { $0.present != nil }
      guard isAsked else { return [LiveLine("Asking the devices", .heading)] }
      return [LiveLine(isReached ? "No session is on" : "No device is reached", .heading)]
    }
    var first = LiveLine()
    // In front, where no narrow terminal cuts it off.
    if session.isRehearsal { first.add("REHEARSAL  ", .tone(.doubtful)) }
    first.add("session \(session.id), agenda \(session.agenda)", .heading)
    var second = LiveLine(session.phase.rawValue, .tone(session.phase.tone))
    second.add(step(session))
    return [first, second, time(session, room.left(at: now))]
  }

  private func step(_ session: Session) -> String {
    switch session.phase {
    case .opened: return ": n begins the first activity"
    case .locked: return ": late reflections are taken"
    case .closed: return ": the devices are on drop-in"
    case .running, .paused, .onBreak:
      let step = (session.phase == .onBreak ? ", then step " : ", step ") + String((session.position ?? -1) + 1)
      guard let activity = room.activity else { return step }
      return "\(step): \(activity.title.text(in: LocalizedText.fallbackLanguage)) (\(activity.id))"
    }
  }

  private func time(_ session: Session, _ left: Int64?) -> LiveLine {
    guard let left else { return LiveLine("no time runs") }
    var line = LiveLine(Value.seconds(Int(clamping: left)).shown, left < 0 ? .tone(.bad) : .heading)
    switch session.phase {
    case .running: line.add(left < 0 ? " over the time" : " left")
    case .paused: line.add(left < 0 ? " over the time, standing still" : " left, standing still")
    case .onBreak: line.add(" left of the break")
    case .locked: line.add(" left for reflections")
    case .opened, .closed: break
    }
    return line
  }

  private func message(_ width: Int) -> [LiveLine] {
    var lines = Table.wrapped(LiveText.clean(message.text), to: width)
    guard !lines.isEmpty else { return [LiveLine()] }
    if lines.count > Self.messageLines {
      lines[Self.messageLines - 1] += " " + LiveText.ellipsis
      lines = Array(lines.prefix(Self.messageLines))
    }
    return lines.map { LiveLine($0, .tone(message.tone)) }
  }

  /// The keys, as many beside each other as there is room for.
  private func keys(_ width: Int) -> [LiveLine] {
    var lines: [String] = []
    for key in LiveKeys.help(in: room.session?.phase) {
      if let last = lines.last, last.count + 3 + key.count <= width {
        lines[lines.count - 1] += "   " + key
      } else {
        lines.append(key)
      }
    }
    return lines.map { LiveLine($0) }
  }
}
