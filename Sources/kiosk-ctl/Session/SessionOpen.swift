import ArgumentParser
import KioskCore

/// Opens a session for real.
struct SessionOpen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a session for real.",
    discussion: """
      Every device must have a help route, have had a test envelope opened with the collection key (kiosk-ctl session \
      test), and know the day. A rehearsal that is on ends with it.
      """)

  @Argument(help: "Identifier of the agenda.") var agenda: String
  @Flag(help: "Say go although a device's clock is not plausible.") var despiteClock = false
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let (agenda, despiteClock) = (agenda, despiteClock)
    try await room.conduct(output.renderer) {
      try await $0.open(agenda: agenda, isRehearsal: false, despiteClock: despiteClock)
    }
  }
}

/// Opens a rehearsal.
struct SessionRehearse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse", abstract: "Open a rehearsal: what is given in it is marked, and never counted.")

  @Argument(help: "Identifier of the agenda.") var agenda: String
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let agenda = agenda
    try await room.conduct(output.renderer) {
      try await $0.open(agenda: agenda, isRehearsal: true, despiteClock: true)
    }
  }
}
