import ArgumentParser
import KioskCore

/// What is in a signed file.
struct FeedbackShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is in a signed feedback file, and who signed it.")

  @Argument(help: "The signed file.", completion: .file()) var file: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (feedback, signed) = try FeedbackFile.signed(file)
    try output.renderer.show(FeedbackRecord.make(feedback, signed))
  }
}
