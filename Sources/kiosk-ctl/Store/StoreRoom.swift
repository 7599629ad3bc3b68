import ArgumentParser
import KioskCore
import KioskRPC

/// Moves a device.
struct StoreRoom: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "room", abstract: "Move a device to another room.",
    discussion: "It is then passed the pack of that room, or else the one for all devices. An empty name is no room.")

  @Argument(help: "The room: 1 to 64 letters, digits, spaces and hyphens, or \"\" for none.") var room: RoomArgument
  @Option(help: "The device's name, as 'kiosk-ctl store fleet' shows it.") var device: String
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let request = MoveDeviceRequest(name: device, room: room.name)
    _ = try await store.calling { channel in
      try await channel.unary(EnrolmentMethods.moveDevice, request)
    }
    try output.renderer.show(
      Record([Field("name", "Name", .text(device)), Field("room", "Room", .known(room.name))]))
  }
}
