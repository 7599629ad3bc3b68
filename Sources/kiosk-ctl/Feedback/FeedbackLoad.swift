import ArgumentParser
import KioskCore
import KioskRPC

/// Gives a device feedback.
struct FeedbackLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Load a signed feedback file into a device that has no network.",
    discussion: "A device that reaches its store shows what the store has for it.")

  @Argument(help: "The signed file.", completion: .file()) var file: String
  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let (feedback, signed) = try FeedbackFile.signed(file)
    let request = LoadFeedbackRequest(signedFeedback: try signed.fileBytes())
    _ = try await device.calling { channel in try await channel.unary(ControlMethods.loadFeedback, request) }
    try output.renderer.show(Record(FeedbackRecord.summary(feedback, signed)))
  }
}
