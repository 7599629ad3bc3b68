import ArgumentParser
import Crypto
import KioskCore

/// Makes the key that packs are signed with.
struct KeySigning: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signing", abstract: "Make a key to sign packs with.",
    discussion: "FILE gets the private key under a passphrase, and FILE.pub the public one, for the store.")

  @Option(help: "File for the private key; a file that is there is not overwritten.", completion: .file())
  var out: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let passphrase = try passphrases.source.new([out])[0]
    let key = Curve25519.Signing.PrivateKey()
    let card = PublicKeyFile(.packSigning, Array(key.publicKey.rawRepresentation))
    let file = try KeyFile(
      locking: Array(key.rawRepresentation), as: .packSigningKey, fingerprint: card.fingerprint, with: passphrase)
    try NewKey(file: file, path: out, card: card).write(output.renderer)
  }
}
