import ArgumentParser
import KioskCore
import KioskRPC

/// What waits on a device.
struct Queue: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how full a device's queue is, and what becomes of it.")

  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let status = try await device.calling { channel in
      try await channel.unary(ControlMethods.getStatus, GetStatusRequest()).status
    }
    let free = Int(status.capacity) - Int(status.queued) - Int(status.quarantined)
    try output.renderer.show(
      Record([
        Field("queued", "Waiting", .number(Int(status.queued))),
        Field("capacity", "Capacity", .number(Int(status.capacity))),
        Field("free", "Free", .number(max(0, free))),
        Field("quarantined", "Set aside", .number(Int(status.quarantined))),
        Field("link", "Link", .state(status.link.word, status.link.tone)),
        Field("link_error", "Last error", status.linkError.isEmpty ? .absent : .state(status.linkError, .doubtful)),
      ]))
    output.renderer.say(status.link.meaning)
  }
}

extension LinkState {
  /// What becomes of the queue, as a sentence.
  fileprivate var meaning: String {
    switch self {
    case .unspecified: "The device does not say what it does."
    case .none: "The device is not enrolled: contributions are kept here."
    case .idle: "Nothing is to be sent."
    case .holding: "Held back until enough have gathered; 'kiosk-ctl flush' sends them now."
    case .delivering: "Being delivered."
    case .waiting: "The store was not reached; the device tries again by itself."
    }
  }
}
