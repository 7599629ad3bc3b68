import ArgumentParser
import KioskCore
import KioskRPC

/// Shows that what devices seal can be opened.
struct SessionTest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Have a test envelope opened with the collection key.",
    discussion: """
      A session is not opened for real before. With --key, the test envelope of each device is opened here. Where the \
      key is elsewhere: --out writes the envelope of one device to a file, whoever holds the key reads it ('kiosk-ctl \
      key read'), and --words takes what stands in it.
      """)

  @Option(help: "The collection key; or, given several times, the shares of it.", completion: .file())
  var key: [String] = []
  @Option(help: "Write the test envelope of one device to this file.", completion: .file()) var out: String?
  @Option(help: "What was read in the test envelope of one device.") var words: String?
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var room: RoomOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if [!key.isEmpty, out != nil, words != nil].filter({ $0 }).count != 1 {
      throw ValidationError("Give --key, --out or --words.")
    }
  }

  func run() async throws {
    let room = try room.resolved()
    guard key.isEmpty else { return try await open(room) }
    guard room.members.count == 1 else {
      throw KioskError(.invalid, "--out and --words are for one device", nextStep: "Name it with --kiosk")
    }
    if let out {
      let made = await room.each { try await $0.unary(SessionMethods.makeTestEnvelope, MakeTestEnvelopeRequest()) }
      try AtomicFile.write(try made[0].result.get().envelope, to: out)
      output.renderer.say("Have it opened: kiosk-ctl key read \(out) --key KEY")
    } else if let words {
      let request = ConfirmTestEnvelopeRequest(words: words)
      _ = try await room.each { try await $0.unary(SessionMethods.confirmTestEnvelope, request) }[0].result.get()
      output.renderer.say("The collection key opens what this device seals.")
    }
  }

  private func open(_ room: Room) async throws {
    let secret = try KeyOpening.collectionKey(key, passphrases.source)
    let answers = await room.each { channel in
      let envelope = try await channel.unary(SessionMethods.makeTestEnvelope, MakeTestEnvelopeRequest()).envelope
      let request = ConfirmTestEnvelopeRequest(words: try TestEnvelope.words(envelope, secret))
      _ = try await channel.unary(SessionMethods.confirmTestEnvelope, request)
    }
    let records = answers.map { answer in
      Record([
        Field("device", "Device", .text(answer.member.name)), Field("opened", "Opened", .flag(answer.error == nil)),
        Field("error", "Error", .known(answer.error?.message ?? "")),
      ])
    }
    try output.renderer.list(records, key: "devices", empty: "There are no devices.")
    if let error = answers.lazy.compactMap(\.error).first { throw EarlyEnd(status: ExitStatus(error.code)) }
  }
}

/// A device's test envelope.
enum TestEnvelope {
  /// What stands in it.
  /// - Throws: `.invalid` when it is something else: what people said is opened by collecting.
  static func words(_ bytes: [UInt8], _ key: CollectionPrivateKey) throws(KioskError) -> String {
    let contribution = try EnvelopeSeal.open(try Envelope(decoding: bytes), with: key)
    guard case .words(let words) = contribution.content, contribution.labels.isRehearsal,
      contribution.labels.activity.isEmpty
    else { throw KioskError(.invalid, "this is not a test envelope") }
    return words.exposed
  }
}
