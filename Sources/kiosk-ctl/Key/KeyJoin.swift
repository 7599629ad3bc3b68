import ArgumentParser
import KioskCore

/// Makes a whole key of shares.
struct KeyJoin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Join shares into a collection key.",
    discussion: """
      Not needed in order to collect: 'kiosk-ctl collect' takes the shares themselves, and then the whole key is never \
      on a disk.
      """)

  @Argument(help: "The shares, as many as are needed.", completion: .file()) var shares: [String]
  @Option(help: "File for the private key; a file that is there is not overwritten.", completion: .file())
  var out: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var newPassphrases: NewPassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let source = passphrases.source
    guard shares.count > 1 else {
      throw KioskError(.invalid, "one share makes no key", nextStep: "Give as many shares as are needed")
    }
    let key = try KeyOpening.collectionKey(shares, source)
    let lock = try newPassphrases.source(beside: source).new([out])[0]
    let card = try PublicKeyFile(.collection, key.publicKey.bytes)
    let file = try KeyFile(locking: key.exposedSeed, as: .collectionKey, fingerprint: card.fingerprint, with: lock)
    try PrivateFile.create([(out, Array(file.text.utf8), AtomicFile.privateMode)])
    try output.renderer.show(
      Record([
        Field("private_key", "Private key", .text(out)),
        Field("fingerprint", "Fingerprint", .digest(card.fingerprint)),
      ]))
  }
}
