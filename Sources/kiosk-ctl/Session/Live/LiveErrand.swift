import KioskCore

/// What is carried out in a room while the view goes on.
enum LiveErrand: Sendable {
  case command(SessionCommand)
  case sync

  var name: String {
    switch self {
    case .command(let command): command.name
    case .sync: "sync"
    }
  }

  /// - Throws: what `RoomSession` does.
  func carryOut(in session: RoomSession) async throws(KioskError) -> RoomSession.Answers {
    switch self {
    case .command(let command): try await session.command(command)
    case .sync: try await session.sync()
    }
  }
}
