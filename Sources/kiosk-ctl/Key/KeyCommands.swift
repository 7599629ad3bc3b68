import ArgumentParser

/// The keys of coordinators.
struct KeyCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make, split, join and check keys.",
    subcommands: [KeyNew.self, KeySplit.self, KeyJoin.self, KeyCheck.self, KeySigning.self])
}
