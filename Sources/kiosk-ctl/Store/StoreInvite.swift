import ArgumentParser
import KioskCore
import KioskRPC

/// Invites a device.
struct StoreInvite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite", abstract: "Make an invitation with which one device can enrol.",
    discussion: "The invitation is shown once. Whoever has it while it holds can enrol a device of this name.")

  /// What the store accepts, in seconds: a minute to a week.
  private static let bounds = 60...604_800

  @Argument(help: "What the device will be called: 1 to 64 letters, digits, spaces and hyphens.") var name: String
  @Option(help: "How long it holds: a minute to a week, such as 30m, 12h or 2d.")
  var valid = DurationArgument(seconds: 86_400)
  @Option(help: "The room that it will be in, by the same rules (default: none).") var room: RoomArgument?
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard Self.bounds.contains(valid.seconds) else {
      throw ValidationError("--valid takes 1m to 7d.")
    }
  }

  func run() async throws {
    let request = CreateInvitationRequest(name: name, validSeconds: UInt32(valid.seconds), room: room?.name ?? "")
    let response = try await store.calling { channel in
      try await channel.unary(EnrolmentMethods.createInvitation, request)
    }
    try output.renderer.show(
      Record([
        Field("name", "Name", .text(name)), Field("room", "Room", .known(request.room)),
        Field("invitation", "Invitation", .text(response.invitation)),
        Field("enrolment_address", "Enrol at", .text(response.enrolmentAddress)),
        Field("valid_seconds", nil, .number(valid.seconds)),
      ]))
    output.renderer.say("It holds once, for \(valid.defaultValueDescription).")
  }
}
