import ArgumentParser

/// "You said, we did".
struct FeedbackCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback", abstract: "Check, sign, publish and load what is sent back to the rooms.",
    discussion: "What is shown is one list: 'You said, we did'. Each one takes the place of the one before it, whole.",
    subcommands: [
      FeedbackCheck.self, FeedbackSign.self, FeedbackShow.self, FeedbackPublish.self, FeedbackLoad.self,
    ])
}
