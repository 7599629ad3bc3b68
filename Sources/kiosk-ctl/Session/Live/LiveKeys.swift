import KioskCore

/// What the keys of the view do. Pure; what cannot be undone asks first.
struct LiveKeys: Sendable {
  /// What a key leads to.
  enum Action: Sendable, Equatable {
    case command(SessionCommand)
    case sync
    /// Ask this; the next key answers.
    case ask(String)
    /// The question was not answered with yes.
    case dropped
    case redraw
    case quit
    case nothing
  }

  /// What one press extends by, and how long a break is, in seconds: what people in a room ask for.
  private static let fiveMinutes: Int64 = 300
  /// How long late reflections are taken, in seconds: a day, as 'session lock' does.
  private static let reflections: Int64 = 86_400
  private static let controlC: Character = "\u{3}"
  private static let controlL: Character = "\u{C}"

  private var asked: SessionCommand?

  /// - Parameter phase: how the session stands, which says what 'p' does.
  mutating func press(_ key: Character, in phase: Session.Phase?) -> Action {
    let key = Character(key.lowercased())
    if key == Self.controlC { return .quit }
    if key == Self.controlL { return .redraw }
    if let command = asked {
      asked = nil
      return key == "y" ? .command(command) : .dropped
    }
    switch key {
    case "n": return .command(.next)
    case "b": return .command(.back)
    case "p": return .command(Self.resumes(phase) ? .resume : .pause)
    case "e": return .command(.extend(Self.fiveMinutes))
    case "k": return .command(.takeBreak(Self.fiveMinutes))
    case "s": return .sync
    case "l":
      asked = .lock(Self.reflections)
      return .ask("Lock the session? Late reflections are taken for a day. y: yes, any other key: no")
    case "c":
      asked = .close
      return .ask("Close the session? It cannot be opened again. y: yes, any other key: no")
    case "q": return .quit
    default: return .nothing
    }
  }

  /// The keys as they are told to people.
  static func help(in phase: Session.Phase?) -> [String] {
    [
      "n next", "b back", resumes(phase) ? "p resume" : "p pause", "e 5 min more", "k break of 5 min", "s sync",
      "l lock",
      "c close", "q quit (the session goes on)",
    ]
  }

  /// Whether there is something to go on with: after a pause, in a break, or when it was locked too early.
  private static func resumes(_ phase: Session.Phase?) -> Bool {
    switch phase {
    case .paused, .onBreak, .locked: true
    case .opened, .running, .closed, nil: false
    }
  }
}
