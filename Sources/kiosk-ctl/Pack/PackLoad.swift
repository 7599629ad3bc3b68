import ArgumentParser
import KioskCore
import KioskRPC

/// Gives a device a pack.
struct PackLoad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Load a pack file into a device.")

  @Argument(help: "The pack file.", completion: .file()) var file: String
  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let request = LoadPackRequest(signedPack: try PackFile.read(file).signed.fileBytes())
    let response = try await device.calling { channel in
      try await channel.unary(ControlMethods.loadPack, request)
    }
    try output.renderer.show(
      Record([
        Field("programme_id", "Programme", .text(response.programme)),
        Field("pack_digest", "Digest", .digest(response.packDigest)),
      ]))
  }
}
