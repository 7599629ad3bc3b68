import ArgumentParser

/// The keys of coordinators.
struct KeyCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make, split, join and check keys, print their cards, and read test envelopes.",
    subcommands: [KeyNew.self, KeySplit.self, KeyJoin.self, KeyCheck.self, KeySigning.self, KeyRead.self, KeyCard.self])
}
