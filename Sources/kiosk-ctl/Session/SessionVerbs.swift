import ArgumentParser
import KioskCore

/// What staff do with sessions.
struct SessionCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Run a session on one device, or on all devices of a room.",
    discussion: """
      Each command acts on this device, on each --kiosk, or on all devices of a --room at once. What failed on one is \
      said; 'sync', or the next command, brings it in line.
      """,
    subcommands: [
      SessionStatus.self, SessionTest.self, SessionGroup.self, SessionRehearse.self, SessionOpen.self,
      SessionNext.self, SessionBack.self, SessionGoTo.self, SessionPause.self, SessionResume.self,
      SessionExtend.self, SessionBreak.self, SessionLock.self, SessionClose.self, SessionSync.self,
      SessionRun.self, SessionStatementCommand.self,
    ])
}

/// A verb that is the same command for every device.
protocol SessionVerb: AsyncParsableCommand {
  var room: RoomOptions { get }
  var output: OutputOptions { get }
  func command() throws -> SessionCommand
}

extension SessionVerb {
  func run() async throws {
    let command = try command()
    try await room.conduct(output.renderer) { try await $0.command(command) }
  }
}

struct SessionNext: SessionVerb {
  static let configuration = CommandConfiguration(commandName: "next", abstract: "Begin the next activity.")
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .next }
}

struct SessionBack: SessionVerb {
  static let configuration = CommandConfiguration(commandName: "back", abstract: "Go back to the activity before.")
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .back }
}

struct SessionGoTo: SessionVerb {
  static let configuration = CommandConfiguration(commandName: "goto", abstract: "Go to an activity.")
  @Argument(help: "Identifier of the activity.") var activity: String
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .goTo(activity) }
}

struct SessionPause: SessionVerb {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Let the time stand still.",
    discussion: "Who has begun may finish, as after each of these commands.")
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .pause }
}

struct SessionResume: SessionVerb {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on after a pause, end a break, or unlock.")
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .resume }
}

struct SessionExtend: SessionVerb {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Give the activity, the break or late reflections more time.")
  @Argument(help: "How much, such as 5m.") var time: DurationArgument
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .extend(Int64(time.seconds)) }
}

struct SessionBreak: SessionVerb {
  static let configuration = CommandConfiguration(
    commandName: "break", abstract: "Interrupt the activity until a time.",
    discussion: "The activity goes on by itself when the time is over, with what was left of it.")
  @Argument(help: "For how long (5m), or until when by this machine's clock (11:15).") var time: BreakArgument
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() throws -> SessionCommand { .takeBreak(try time.seconds()) }
}

struct SessionLock: SessionVerb {
  static let configuration = CommandConfiguration(
    commandName: "lock", abstract: "End the activities; late reflections are taken for a while.")
  @Option(help: "For how long.") var reflections = DurationArgument(seconds: 86_400)
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .lock(Int64(reflections.seconds)) }
}

struct SessionClose: SessionVerb {
  static let configuration = CommandConfiguration(commandName: "close", abstract: "End the session.")
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions
  func command() -> SessionCommand { .close }
}

struct SessionSync: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Bring all devices to where the furthest is.")
  @Flag(help: "Say go although a device's clock is not plausible.") var despiteClock = false
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let despiteClock = despiteClock
    try await room.conduct(output.renderer) { try await $0.sync(despiteClock: despiteClock) }
  }
}
