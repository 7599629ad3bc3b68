import KioskCore

/// What is carried out in a room while the view goes on.
enum LiveErrand: Sendable {
  /// A command, with how the session was shown when its key was pressed.
  case command(SessionCommand, seen: RoomSession.Seen?)
  case sync

  var name: String {
    switch self {
    case .command(let command, _): command.name
    case .sync: "sync"
    }
  }

  /// - Throws: what `RoomSession` does.
  func carryOut(in session: RoomSession) async throws(KioskError) -> RoomSession.Answers {
    switch self {
    case .command(let command, let seen): try await session.command(command, seen: seen)
    case .sync: try await session.sync()
    }
  }
}
