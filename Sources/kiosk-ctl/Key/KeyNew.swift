import ArgumentParser
import KioskCore

/// Makes the key that contributions are sealed to.
struct KeyNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a collection key.",
    discussion: """
      FILE gets the private key under a passphrase, and FILE.pub the public one, for the store. Without the private key \
      or its shares nothing opens, ever: split it, keep copies, and try them with 'kiosk-ctl key check'.
      """)

  @Option(help: "File for the private key; a file that is there is not overwritten.", completion: .file())
  var out: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let passphrase = try passphrases.source.new([out])[0]
    let key = try CollectionPrivateKey()
    let card = try PublicKeyFile(.collection, key.publicKey.bytes)
    let file = try KeyFile(
      locking: key.exposedSeed, as: .collectionKey, fingerprint: card.fingerprint, with: passphrase)
    try NewKey(file: file, path: out, card: card).write(output.renderer)
  }
}

/// A key file and its public part, on their way to the disk.
struct NewKey {
  let file: KeyFile
  let path: String
  let card: PublicKeyFile

  /// Writes both, or none, and tells about them.
  func write(_ renderer: Renderer) throws {
    let publicPath = path + ".pub"
    try PrivateFile.create([
      (path, Array(file.text.utf8), AtomicFile.privateMode),
      (publicPath, Array(card.text.utf8), AtomicFile.publicMode),
    ])
    try renderer.show(
      Record([
        Field("private_key", "Private key", .text(path)), Field("public_key", "Public key", .text(publicPath)),
        Field("fingerprint", "Fingerprint", .digest(card.fingerprint)),
      ]))
  }
}
