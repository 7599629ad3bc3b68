import ArgumentParser
import KioskCore

/// Makes a signed file of a readable one.
struct FeedbackSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "Sign feedback into a file, for a room without a network.",
    discussion: "Staff load the file into the room's devices: kiosk-ctl feedback load.")

  @Argument(help: "The readable file, in YAML.", completion: .file()) var file: String
  @Option(help: "The signed file; one that is there is replaced.", completion: .file()) var out: String
  @Option(help: "The pack signing key.", completion: .file()) var key: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let renderer = output.renderer
    let feedback = try FeedbackFile.readable(file, renderer)
    let signed = try SignedFeedback(feedback, signedBy: try KeyOpening.signingKey(key, passphrases.source))
    try AtomicFile.write(try signed.fileBytes(), to: out, mode: AtomicFile.publicMode)
    try renderer.show(Record([Field("file", "File", .text(out))] + FeedbackRecord.summary(feedback, signed)))
  }
}
