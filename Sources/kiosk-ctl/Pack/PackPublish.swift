import ArgumentParser
import KioskCore
import KioskRPC

/// Gives the store a pack, for all its devices or for those of a room.
struct PackPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Publish a pack file through the store, to all its devices or to a room's.",
    discussion: "The devices of a room that has a pack of its own are passed that one, all others the general one.")

  @Argument(help: "The pack file.", completion: .file()) var file: String?
  @Option(help: "The room whose devices get it (default: all that have no pack of their room's own).")
  var room: RoomArgument?
  @Flag(help: "Take the room's own pack away, so that the general one counts there.") var withdraw = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard withdraw else {
      if file == nil { throw ValidationError("Give the pack file.") }
      return
    }
    if file != nil { throw ValidationError("--withdraw goes without a pack file.") }
    guard let room, !room.name.isEmpty else { throw ValidationError("--withdraw needs a --room.") }
  }

  func run() async throws {
    if let file { try await publish(file) } else { try await withdrawPack() }
  }

  private func publish(_ file: String) async throws {
    let (pack, signed) = try PackFile.read(file)
    let response = try await call(PublishPackRequest(signedPack: try signed.fileBytes(), room: room?.name ?? ""))
    try output.renderer.show(
      Record([
        Field("programme_id", "Programme", .text(pack.programme)),
        Field("revision", "Revision", .number(Int(pack.revision))),
        Field("room", "Room", .known(room?.name ?? "")),
        Field("pack_digest", "Digest", .digest(response.packDigest)),
      ]))
  }

  private func withdrawPack() async throws {
    let name = room?.name ?? ""
    let digest = try await call(PublishPackRequest(room: name, isWithdrawal: true)).packDigest
    try output.renderer.show(
      Record([
        Field("room", "Room", .text(name)), Field("pack_digest", "Digest", .digest(digest)),
      ]))
    if digest.isEmpty { output.renderer.say("There is no general pack: its devices go on with the one they have.") }
  }

  private func call(_ request: PublishPackRequest) async throws -> PublishPackResponse {
    try await store.calling { channel in try await channel.unary(CollectionMethods.publishPack, request) }
  }
}
