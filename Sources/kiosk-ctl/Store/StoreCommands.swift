import ArgumentParser

/// What store keepers do.
struct StoreCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Invite devices, see the fleet, move devices and end certificates.",
    subcommands: [StoreInvite.self, StoreFleet.self, StoreRoom.self, StoreRevoke.self])
}
