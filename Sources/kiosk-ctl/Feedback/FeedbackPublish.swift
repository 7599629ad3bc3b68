import ArgumentParser
import KioskCore
import KioskRPC

/// Gives the store feedback, for all its devices or for those of some rooms.
struct FeedbackPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Publish feedback through the store, to all its devices or to those of rooms.",
    discussion: """
      With --key the file is the readable one and is signed on the way; without it, the file is a signed one. A room \
      that has feedback of its own is passed that one, all others the general one. A list without items takes \
      feedback off the screens.
      """)

  @Argument(help: "The file.", completion: .file()) var file: String?
  @Option(help: "The pack signing key.", completion: .file()) var key: String?
  @Option(help: "A room whose devices get it; may be given several times (default: all without their room's own).")
  var room: [RoomArgument] = []
  @Flag(help: "Take the rooms' own feedback away, so that the general one counts there.") var withdraw = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard withdraw else {
      if file == nil { throw ValidationError("Give the file.") }
      return
    }
    if file != nil || key != nil { throw ValidationError("--withdraw goes without a file and a key.") }
    guard !room.isEmpty, room.allSatisfy({ !$0.name.isEmpty }) else {
      throw ValidationError("--withdraw needs a --room.")
    }
  }

  func run() async throws {
    let renderer = output.renderer
    let made = try file.map { try read($0, renderer) }
    let bytes = try made?.signed.fileBytes() ?? []
    let rooms = room.isEmpty ? [""] : room.map(\.name)
    let isWithdrawal = withdraw
    let digests = try await store.calling { channel in
      var digests: [[UInt8]] = []
      for room in rooms {
        let request = PublishFeedbackRequest(signedFeedback: bytes, room: room, isWithdrawal: isWithdrawal)
        digests.append(try await channel.unary(CollectionMethods.publishFeedback, request).feedbackDigest)
        if rooms.count > 1 { renderer.say("\(room): done") }
      }
      return digests
    }
    let places = zip(rooms, digests).map { room, digest in
      Record([Field("room", "Room", .known(room)), Field("feedback_digest", "Digest", .digest(digest))])
    }
    let revision = made.map { Value.number(Int($0.feedback.revision)) } ?? .absent
    try renderer.show(
      Record([
        Field("programme_id", made == nil ? nil : "Programme", .known(made?.feedback.programme ?? "")),
        Field("revision", made == nil ? nil : "Revision", revision), Field("rooms", "Rooms", .records(places)),
      ]))
    if made?.feedback.items.isEmpty == true { renderer.say("The list is empty: nothing is shown there any more.") }
  }

  private func read(
    _ file: String, _ renderer: Renderer
  ) throws -> (feedback: Feedback, signed: SignedFeedback) {
    guard let key else { return try FeedbackFile.signed(file) }
    let feedback = try FeedbackFile.readable(file, renderer)
    return (feedback, try SignedFeedback(feedback, signedBy: try KeyOpening.signingKey(key, passphrases.source)))
  }
}
