import ArgumentParser
import KioskCore

/// Signs a pack file anew.
struct PackSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign a pack file with another key; what is in it stays, and so does its digest.")

  @Argument(help: "The pack file; it is replaced.", completion: .file()) var file: String
  @Option(help: "The pack signing key.", completion: .file()) var key: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (pack, _) = try PackFile.read(file)
    let signed = try SignedPack(pack, signedBy: try KeyOpening.signingKey(key, passphrases.source))
    try AtomicFile.write(try signed.fileBytes(), to: file, mode: AtomicFile.publicMode)
    try output.renderer.show(PackRecord.summary(pack, signed, file: file))
  }
}
