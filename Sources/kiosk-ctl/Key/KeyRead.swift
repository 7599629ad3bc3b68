import ArgumentParser
import KioskCore

/// Reads the test envelope of a device.
struct KeyRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read a device's test envelope, for staff to give back to the device.")

  @Argument(help: "The test envelope's file.", completion: .file()) var file: String
  @Option(help: "The collection key; or, given several times, the shares of it.", completion: .file())
  var key: [String]
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let secret = try KeyOpening.collectionKey(key, passphrases.source)
    let words = try TestEnvelope.words(try AtomicFile.read(file, maximum: 1 << 20), secret)
    let field = Field("words", "Words", .text(words))
    try output.renderer.value(field, in: Record([field]))
  }
}
