import Crypto
import KioskCore

/// Opens key files with the passphrases that belong to them.
enum KeyOpening {
  /// A collection key: from its one file, or from as many shares as are needed. In the second case the whole key is in
  /// memory only.
  static func collectionKey(_ paths: [String], _ source: PassphraseSource) throws(KioskError) -> CollectionPrivateKey {
    var files: [(name: String, file: KeyFile)] = []
    for path in paths { files.append((path, try KeyFile(path: path))) }
    guard files.count > 1 || files.first?.file.header.content.isShare == true else {
      guard let (name, file) = files.first else { throw KioskError(.invalid, "there is no key") }
      try file.expect(.collectionKey, name: name)
      return try key(seed: try file.unlock(with: try source.existing([name])[0], name: name), of: file)
    }
    try KeyShares.check(files.map { ($0.name, $0.file.header) })
    let passphrases = try source.existing(files.map(\.name))
    var shares: [KeyShares.Share] = []
    for ((name, file), passphrase) in zip(files, passphrases) {
      guard case .share(let label) = file.header.content else { continue }
      shares.append(KeyShares.Share(label: label, secret: try file.unlock(with: passphrase, name: name)))
    }
    return try KeyShares.join(shares, fingerprint: files[0].file.header.fingerprint)
  }

  /// A pack signing key.
  static func signingKey(_ path: String, _ source: PassphraseSource) throws(KioskError) -> Curve25519.Signing.PrivateKey
  {
    let file = try KeyFile(path: path)
    try file.expect(.packSigningKey, name: path)
    let secret = try file.unlock(with: try source.existing([path])[0], name: path)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret.exposed),
      Array(SHA256.hash(data: key.publicKey.rawRepresentation)) == file.header.fingerprint
    else { throw KioskError(.corrupt, "\(path) does not hold the key whose fingerprint it carries") }
    return key
  }

  private static func key(seed: Redacted<[UInt8]>, of file: KeyFile) throws(KioskError) -> CollectionPrivateKey {
    let key = try CollectionPrivateKey(seed: seed.exposed)
    guard try key.publicKey.fingerprint == file.header.fingerprint else {
      throw KioskError(.corrupt, "the file does not hold the key whose fingerprint it carries")
    }
    return key
  }
}

extension KeyFile {
  /// - Throws: `KioskError.invalid` when the file holds something else.
  func expect(_ content: KeyFileHeader.Content, name: String) throws(KioskError) {
    guard header.content == content else {
      throw KioskError(
        .invalid, "\(name) holds a \(header.content.name)", nextStep: "Give a file that holds a \(content.name)")
    }
  }
}

extension KeyFileHeader.Content {
  var isShare: Bool {
    if case .share = self { true } else { false }
  }
}
