import ArgumentParser
import KioskCore

/// Makes a pack of the files of a programme.
struct PackBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compile the files of a programme into a pack, and sign it.")

  @Argument(help: "Folder with the files of the programme.", completion: .directory) var folder: String
  @Option(help: "The pack file; one that is there is replaced.", completion: .file()) var out: String
  @Option(help: "The pack signing key.", completion: .file()) var key: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let renderer = output.renderer
    let pack = try SourceProblems.refuse(try PackFolder.read(folder), renderer)
    let signed = try SignedPack(pack, signedBy: try KeyOpening.signingKey(key, passphrases.source))
    try AtomicFile.write(try signed.fileBytes(), to: out, mode: AtomicFile.publicMode)
    try renderer.show(PackRecord.summary(pack, signed, file: out))
  }
}
