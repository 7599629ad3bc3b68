import ArgumentParser
import KioskCore
import KioskRPC

/// Says which group uses a device.
struct SessionGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "Say which group uses a device.",
    discussion: "A board's box with that number is the group's. The number stays until it is changed.")

  @Argument(help: "The group's number, 1 to 99; or none.") var group: String
  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let request = SetGroupRequest(group: group == "none" ? "" : group)
    _ = try await device.calling { channel in try await channel.unary(SessionMethods.setGroup, request) }
    output.renderer.say(request.group.isEmpty ? "The device has no group." : "The device is group \(group)'s.")
  }
}
