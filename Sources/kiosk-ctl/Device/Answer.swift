import ArgumentParser
import KioskCore
import KioskRPC

/// Says that staff have come.
struct Answer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say that staff have come to whoever called for them at a device.",
    discussion:
      "Do it when you are there: the device shows that staff were called until then, for half an hour at most.")

  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    _ = try await device.calling { channel in try await channel.unary(ControlMethods.answerCall, AnswerCallRequest()) }
    output.renderer.say("The call is answered.")
  }
}
