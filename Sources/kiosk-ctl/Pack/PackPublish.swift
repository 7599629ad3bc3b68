import ArgumentParser
import KioskCore
import KioskRPC

/// Gives the store a pack, for all its devices.
struct PackPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Publish a pack file through the store to all its devices.")

  @Argument(help: "The pack file.", completion: .file()) var file: String
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let (pack, signed) = try PackFile.read(file)
    let request = PublishPackRequest(signedPack: try signed.fileBytes())
    let response = try await store.calling { channel in
      try await channel.unary(CollectionMethods.publishPack, request)
    }
    try output.renderer.show(
      Record([
        Field("programme_id", "Programme", .text(pack.programme)),
        Field("revision", "Revision", .number(Int(pack.revision))),
        Field("pack_digest", "Digest", .digest(response.packDigest)),
      ]))
  }
}
