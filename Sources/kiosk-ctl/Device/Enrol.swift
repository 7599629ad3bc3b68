import ArgumentParser
import KioskCore
import KioskRPC

/// Makes a device known to its store.
struct Enrol: AsyncParsableCommand {
  /// The device reaches the store, makes a key and writes it to its disk in this time.
  private static let deadline = Duration.seconds(60)

  static let configuration = CommandConfiguration(
    abstract: "Enrol the device with an invitation.",
    discussion: """
      Hold the fingerprint that comes back against the coordinators' card: everything said at this device will be \
      sealed to that key. With --fingerprint that is done here.
      """)

  @Argument(help: "The invitation, eight groups of four characters; - reads it from standard input.")
  var invitation: String
  @Option(help: "Where the store takes enrolments, as host:port; it stands in the invitation.")
  var enrolmentAddress: String
  @Option(help: "Fingerprint of the collection key to insist on, or at least its first 32 digits.")
  var fingerprint: String?
  @OptionGroup var device: SocketOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let typed = invitation == "-" ? try StandardInput.line("the invitation") : invitation
    _ = try Invitation(typed: typed)
    guard HostPort(enrolmentAddress) != nil else {
      throw KioskError(.invalid, "the enrolment address is not host:port", nextStep: "Use the one in the invitation")
    }
    let expected = try fingerprint.map { text throws(KioskError) in try Fingerprint.parse(text) }
    let request = EnrolRequest(
      invitation: typed, enrolmentAddress: enrolmentAddress, collectionKeyFingerprint: expected ?? [])
    let response = try await device.calling { channel in
      try await channel.unary(ControlMethods.enrol, request, deadline: Self.deadline)
    }
    let fresh = response.collectionKeyFingerprint
    try output.renderer.show(
      Record([
        Field("name", "Name", .text(response.name)),
        Field("collection_key_fingerprint", "Collection key", .digest(fresh)),
        Field("fingerprint_checked", nil, .flag(expected != nil)),
      ]))
    if expected == nil { output.renderer.say("Hold the fingerprint against the coordinators' card before first use.") }
  }
}
