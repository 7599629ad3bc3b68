import ArgumentParser
import KioskCore
import KioskRPC

/// Says which group uses a device, and how many people it is.
struct SessionGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "Say which group uses a device.",
    discussion: """
      A board's box with that number is the group's. The numbers stay until they are changed. With --people, whoever \
      speaks at the device is told where few could have said it; without, the device knows no number.
      """)

  @Argument(help: "The group's number, 1 to 99; or none.") var group: String
  @Option(help: "How many people use the device, up to 99.") var people: UInt32 = 0
  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let request = SetGroupRequest(group: group == "none" ? "" : group, people: people)
    _ = try await device.calling { channel in try await channel.unary(SessionMethods.setGroup, request) }
    let number = people == 0 ? "" : people == 1 ? " One person uses it." : " \(people) people use it."
    output.renderer.say(
      (request.group.isEmpty ? "The device has no group." : "The device is group \(group)'s.") + number)
  }
}
