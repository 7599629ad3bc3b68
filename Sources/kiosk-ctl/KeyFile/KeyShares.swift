import KioskCore

/// Splits a collection key among several people, and joins it again.
enum KeyShares {
  /// One share, ready to be locked.
  struct Share: Sendable {
    let label: ShareLabel
    let secret: Redacted<[UInt8]>
  }

  /// Shares of a key.
  /// - Throws: `KioskError.invalid` for numbers that make no split.
  static func split(_ key: CollectionPrivateKey, needed threshold: Int, of count: Int) throws(KioskError) -> [Share] {
    let split = RandomBytes.make(ShareLabel.splitLength)
    let labels = (1...max(1, count)).compactMap {
      ShareLabel(number: $0, count: count, threshold: threshold, split: split)
    }
    guard count > 0, labels.count == count else {
      throw KioskError(
        .invalid, "a key cannot be split so that \(threshold) of \(count) shares are needed",
        nextStep: "Choose 2 to \(ShareLabel.maximumCount) shares, and at least 2 of them to be needed")
    }
    let secrets = try Shamir.split(key.exposedSeed, threshold: threshold, numbers: labels.map { UInt8($0.number) })
    let shares = zip(labels, secrets).map { Share(label: $0, secret: Redacted($1)) }
    // Shares are of no use if they turn out not to fit on the day when they are needed.
    let fingerprint = try key.publicKey.fingerprint
    _ = try join(Array(shares.prefix(threshold)), fingerprint: fingerprint)
    _ = try join(Array(shares.suffix(threshold)), fingerprint: fingerprint)
    return shares
  }

  /// Refuses files that do not make a key together; no passphrase is needed for that.
  /// - Throws: `.invalid` when one is no share or stands twice or they are too few, `.conflict` when they are of
  ///   different keys or splits.
  static func check(_ files: [(name: String, header: KeyFileHeader)]) throws(KioskError) {
    var labels: [(name: String, label: ShareLabel)] = []
    for file in files {
      guard case .share(let label) = file.header.content else {
        throw KioskError(
          .invalid, "\(file.name) holds a \(file.header.content.name), not a share", nextStep: "Give shares only")
      }
      labels.append((file.name, label))
    }
    guard let (firstName, first) = labels.first else { throw KioskError(.invalid, "there are no shares") }
    for (file, (name, label)) in zip(files, labels) {
      guard file.header.fingerprint == files[0].header.fingerprint else {
        throw KioskError(
          .conflict, "\(firstName) and \(name) are shares of different keys",
          nextStep: "Give shares with the same fingerprint")
      }
      guard label.split == first.split, label.count == first.count, label.threshold == first.threshold else {
        throw KioskError(
          .conflict, "\(firstName) and \(name) come from different splits of the same key",
          nextStep: "Give shares with the same line 'split:'")
      }
    }
    for (index, (name, label)) in labels.enumerated() {
      if let other = labels[..<index].first(where: { $0.label.number == label.number }) {
        throw KioskError(
          .invalid, "\(other.name) and \(name) are the same share", nextStep: "Give \(first.threshold) different ones")
      }
    }
    guard labels.count >= first.threshold else {
      throw KioskError(
        .notReady, "\(first.threshold) of the \(first.count) shares are needed; \(labels.count) given",
        nextStep: "Give \(first.threshold - labels.count) more")
    }
  }

  /// The key that shares make.
  /// - Throws: `KioskError.corrupt` when it is not the one with that fingerprint.
  static func join(_ shares: [Share], fingerprint: [UInt8]) throws(KioskError) -> CollectionPrivateKey {
    let seed = try Shamir.join(shares.map { (UInt8($0.label.number), $0.secret.exposed) })
    let key = try CollectionPrivateKey(seed: seed)
    guard try key.publicKey.fingerprint == fingerprint else {
      throw KioskError(
        .corrupt, "the shares do not make the key whose fingerprint they carry", nextStep: "Use other copies of them")
    }
    return key
  }
}
