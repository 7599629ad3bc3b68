import ArgumentParser

/// A programme as a pack.
struct PackCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Check, build, look at, load and publish packs.",
    subcommands: [PackCheck.self, PackBuild.self, PackShow.self, PackLoad.self, PackPublish.self])
}
