import ArgumentParser
import Crypto
import KioskCore

/// Tries keys before they are needed.
struct KeyCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Open a key and try it.",
    discussion: """
      A collection key seals and opens a test contribution; so do shares, if as many are given as are needed. A share \
      alone is opened only. A pack signing key signs and verifies.
      """)

  @Argument(help: "A key file, or the shares of one.", completion: .file()) var files: [String]
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let first = try KeyFile(path: files[0])
    let source = passphrases.source
    switch first.header.content {
    case .collectionKey: try tryCollectionKey(source)
    case .packSigningKey: try trySigningKey(source)
    case .share(let label):
      guard files.count > 1 else { return try open(first, label, source) }
      try tryCollectionKey(source)
    }
  }

  private func tryCollectionKey(_ source: PassphraseSource) throws {
    let key = try KeyOpening.collectionKey(files, source)
    try Rehearsal.sealAndOpen(with: key)
    try show(.collectionKey, key.publicKey.fingerprint)
    output.renderer.say("A test contribution was sealed to the key and opened with it.")
  }

  private func trySigningKey(_ source: PassphraseSource) throws {
    guard files.count == 1 else { throw KioskError(.invalid, "a pack signing key has one file") }
    let key = try KeyOpening.signingKey(files[0], source)
    let message = RandomBytes.make(32)
    guard let signature = try? key.signature(for: message), key.publicKey.isValidSignature(signature, for: message)
    else { throw KioskError(.corrupt, "the key does not sign", nextStep: "Use another copy of the file") }
    try show(.packSigningKey, Array(SHA256.hash(data: key.publicKey.rawRepresentation)))
  }

  private func open(_ file: KeyFile, _ label: ShareLabel, _ source: PassphraseSource) throws {
    _ = try file.unlock(with: try source.existing([files[0]])[0], name: files[0])
    try show(.share(label), file.header.fingerprint)
    output.renderer.say("To try the key, give \(label.threshold) shares of it.")
  }

  private func show(_ content: KeyFileHeader.Content, _ fingerprint: [UInt8]) throws {
    var fields = [
      Field("holds", "Holds", .text(content.name)), Field("fingerprint", "Fingerprint", .digest(fingerprint)),
    ]
    if case .share(let label) = content {
      fields.append(Field("number", "Number", .number(label.number)))
      fields.append(Field("shares", "Shares", .number(label.count)))
      fields.append(Field("needed", "Needed", .number(label.threshold)))
    }
    try output.renderer.show(Record(fields))
  }
}

/// A test contribution.
enum Rehearsal {
  /// Seals and opens one.
  /// - Throws: `KioskError.corrupt` when what comes out is not what went in.
  static func sealAndOpen(with key: CollectionPrivateKey) throws(KioskError) {
    var labels = Labels()
    labels.isRehearsal = true
    let given = Contribution(labels: labels, content: .words(try Words("A test of the collection key.")))
    let envelope = try EnvelopeSeal.seal(given, to: try key.publicKey)
    guard try EnvelopeSeal.open(envelope, with: key) == given else {
      throw KioskError(.corrupt, "the test contribution came out changed", nextStep: "Use another copy of the key")
    }
  }
}
