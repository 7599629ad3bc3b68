import ArgumentParser
import KioskCore

/// Splits a collection key among several people.
struct KeySplit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Split a collection key into shares, some of which are needed together.",
    discussion: """
      Each share is a file under a passphrase of its own. Fewer shares than are needed tell nothing about the key. The \
      whole key is still in FILE afterwards: when the shares are in safe hands, and tried, destroy it.
      """)

  @Argument(help: "File with the private collection key.", completion: .file()) var file: String
  @Option(name: .customShort("k"), help: "How many shares are needed.") var needed: Int
  @Option(name: .customShort("n"), help: "How many shares there are.") var count: Int
  @Option(help: "Folder for the shares; made if it is not there.", completion: .directory) var outDir: String
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var newPassphrases: NewPassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let source = passphrases.source
    let key = try KeyOpening.collectionKey([file], source)
    let shares = try KeyShares.split(key, needed: needed, of: count)
    let paths = shares.map { "\(outDir)/share-\($0.label.number)-of-\($0.label.count).key" }
    let locks = try newPassphrases.source(beside: source).new(paths)
    let fingerprint = try key.publicKey.fingerprint
    var files: [(path: String, bytes: [UInt8], mode: UInt32)] = []
    for (index, share) in shares.enumerated() {
      let locked = try KeyFile(
        locking: share.secret.exposed, as: .share(share.label), fingerprint: fingerprint, with: locks[index])
      files.append((paths[index], Array(locked.text.utf8), AtomicFile.privateMode))
    }
    try AtomicFile.makeDirectory(outDir)
    try PrivateFile.create(files)
    try output.renderer.show(
      Record([
        Field("fingerprint", "Fingerprint", .digest(fingerprint)), Field("needed", "Needed", .number(needed)),
        Field(
          "shares", "Shares",
          .records(
            zip(shares, paths).map { share, path in
              Record([Field("number", "Number", .number(share.label.number)), Field("file", "File", .text(path))])
            })),
      ]))
  }
}
