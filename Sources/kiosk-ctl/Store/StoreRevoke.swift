import ArgumentParser
import KioskCore
import KioskRPC

/// Ends certificates.
struct StoreRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "End all certificates of a device or person, for good.",
    discussion: "A device keeps what it holds; enrol it again to have it delivered.")

  @Argument(help: "The name, as 'kiosk-ctl store fleet' shows it.") var name: String
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let request = RevokeRequest(name: name)
    let response = try await store.calling { channel in
      try await channel.unary(EnrolmentMethods.revoke, request)
    }
    guard response.revoked > 0 else {
      throw KioskError(
        .notFound, "no certificate of this name holds", nextStep: "Look up the name: kiosk-ctl store fleet")
    }
    try output.renderer.show(Record([Field("revoked", "Ended", .number(Int(response.revoked)))]))
  }
}
