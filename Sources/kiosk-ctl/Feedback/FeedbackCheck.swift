import ArgumentParser
import KioskCore

/// Whether a readable file is in order.
struct FeedbackCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check the file that feedback is written in.",
    discussion: "Everything that is wrong is listed, each with its line and what to write instead.")

  @Argument(help: "The readable file, in YAML.", completion: .file()) var file: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let renderer = output.renderer
    let feedback = try FeedbackFile.readable(file, renderer)
    switch renderer.format {
    case .human: renderer.say("\(file) is in order.")
    case .json: try renderer.show(FeedbackRecord.make(feedback, nil))
    }
  }
}
