import ArgumentParser
import KioskCore
import KioskRPC

/// Sends what waits.
struct Flush: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send what waits on a device now.",
    discussion: """
      Envelopes are held until several have gathered, so that none can be told by when it was sent. Flushing gives that \
      up: use it when a session is over, not while people are at the device.
      """)

  @Option(name: .customLong("timeout"), help: "How long to wait for the store.")
  var patience = DurationArgument(seconds: 75)
  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let deadline = patience.duration
    let response = try await device.calling { channel in
      try await channel.unary(ControlMethods.flush, FlushRequest(), deadline: deadline)
    }
    try output.renderer.show(
      Record([
        Field("receipted", "Receipted", .number(Int(response.receipted))),
        Field("queued", "Still waiting", .number(Int(response.queued))),
      ]))
  }
}
