import ArgumentParser
import KioskCore

/// Makes a card by which people check that a device seals to the coordinators' key.
struct KeyCard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card", abstract: "Make a card with the pictures of a collection key, to print.",
    discussion: """
      The card is an SVG drawing of A6 size. Whoever doubts a device holds it against the device's page 'Check the \
      promises'. Make it of the public key as the coordinators have it, not of one that the store or a device gave.
      """)

  @Argument(help: "File with the public collection key: the one that ends in .pub.", completion: .file())
  var file: String
  @Option(
    help: "File for the card; a file that is there is not overwritten (default: standard output).",
    completion: .file())
  var out: String?
  @Option(help: "Language of the card, with English below it: en, gd or sco.") var language = CardLanguage.english
  @OptionGroup var output: OutputOptions

  /// Longest public key file that is read, in bytes: three times the real one.
  private static let maximumFileBytes = 8 << 10

  func run() throws {
    let text = String(decoding: try AtomicFile.read(file, maximum: Self.maximumFileBytes), as: UTF8.self)
    let fingerprint = try PublicKeyFile(.collection, reading: text).fingerprint
    let svg = FingerprintCard(fingerprint: fingerprint, language: language).svg
    let renderer = output.renderer
    let pictures = Picture.of(fingerprint: fingerprint).map { $0.name.text(in: language.rawValue) }
    guard let out else {
      try refuseTerminal(renderer)
      let field = Field("svg", nil, .text(svg))
      switch renderer.format {
      case .human: try StandardOutput.write(svg)
      case .json: try renderer.show(Record([field] + fields(fingerprint, pictures)))
      }
      return
    }
    try PrivateFile.create([(out, Array(svg.utf8), AtomicFile.publicMode)])
    try renderer.show(Record([Field("file", "Card", .text(out))] + fields(fingerprint, pictures)))
  }

  private func fields(_ fingerprint: [UInt8], _ pictures: [String]) -> [Field] {
    [
      Field("fingerprint", "Fingerprint", .digest(fingerprint)), Field("pictures", "Pictures", .texts(pictures)),
    ]
  }

  /// A drawing is of no use on a terminal.
  private func refuseTerminal(_ renderer: Renderer) throws(KioskError) {
    guard renderer.format == .human, Terminal.output.isInteractive else { return }
    throw KioskError(.invalid, "the card is a drawing", nextStep: "Give it a file: --out card.svg")
  }
}
