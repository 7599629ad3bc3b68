import ArgumentParser

/// A programme as a pack.
struct PackCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Check, build, sign, compare, load and publish packs.",
    subcommands: [
      PackCheck.self, PackBuild.self, PackSign.self, PackShow.self, PackDiff.self, PackLoad.self, PackPublish.self,
    ])
}
