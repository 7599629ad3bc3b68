import ArgumentParser
import KioskCore
import KioskRPC

/// Runs a session from a view of the room.
struct SessionRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run the session from a live view of the room.",
    discussion: """
      Shows how the session stands on each device, and takes keys: n next, b back, p pause or resume, e five minutes \
      more, k a break of five minutes, s sync, l lock, c close, q quit. The session goes on without the view. A device \
      that was away is brought in line when it is back. With --json a line holds the same object as 'session status \
      --json' for each change, nothing is changed, and Ctrl-C ends it.
      """)

  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let room = try room.resolved()
    let renderer = output.renderer
    switch renderer.format {
    case .human:
      var live = LiveRun(room)
      try await live.run()
    case .json:
      do {
        try await Interruption.guarding { try await RoomStream.run(room, renderer) }
      } catch let error as KioskError where error.code == .cancelled {
        // Looking away is how this command ends.
      }
    }
  }
}
