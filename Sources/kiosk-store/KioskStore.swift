import ArgumentParser
import KioskCore

/// The central store.
@main
struct KioskStore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kiosk-store",
    abstract: "Keeps sealed envelopes, and gives a receipt for each.",
    version: KioskVersion.current,
    subcommands: [Initialise.self, Serve.self, IssueCredentials.self],
    defaultSubcommand: Serve.self)
}
