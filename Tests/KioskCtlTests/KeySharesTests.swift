import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct KeySharesTests {
  let key = try! CollectionPrivateKey()
  let passphrase = try! Passphrase(typed: "a passphrase of shares")

  func files(_ key: CollectionPrivateKey, needed: Int, of count: Int) throws -> [(name: String, header: KeyFileHeader)]
  {
    let fingerprint = try key.publicKey.fingerprint
    return try KeyShares.split(key, needed: needed, of: count).map { share in
      let file = try KeyFile(
        locking: share.secret.exposed, as: .share(share.label), fingerprint: fingerprint, with: passphrase,
        cost: KeyFileTests.cost)
      return ("share-\(share.label.number)", file.header)
    }
  }

  @Test(arguments: [(2, 2), (2, 3), (3, 5), (5, 5), (2, 16)])
  func anyThatAreEnoughMakeTheKeyAndFewerDoNot(needed: Int, count: Int) throws {
    let fingerprint = try key.publicKey.fingerprint
    let shares = try KeyShares.split(key, needed: needed, of: count)
    #expect(shares.count == count)
    for chosen in 0..<(1 << count) where chosen.nonzeroBitCount == needed || chosen.nonzeroBitCount == needed - 1 {
      let some = shares.indices.filter { chosen & (1 << $0) != 0 }.map { shares[$0] }
      guard !some.isEmpty else { continue }
      if some.count == needed {
        #expect(try KeyShares.join(some, fingerprint: fingerprint).exposedSeed == key.exposedSeed)
      } else {
        expect(.corrupt) { _ = try KeyShares.join(some, fingerprint: fingerprint) }
      }
    }
  }

  @Test func moreThanAreNeededMakeItToo() throws {
    let shares = try KeyShares.split(key, needed: 2, of: 3)
    #expect(try KeyShares.join(shares, fingerprint: key.publicKey.fingerprint).exposedSeed == key.exposedSeed)
  }

  @Test func twoSplitsOfAKeyHaveNothingInCommon() throws {
    let first = try KeyShares.split(key, needed: 2, of: 2)
    let second = try KeyShares.split(key, needed: 2, of: 2)
    #expect(first[0].secret != second[0].secret)
    #expect(first[0].label.split != second[0].label.split)
  }

  @Test(arguments: [(1, 3), (0, 3), (4, 3), (2, 1), (2, 0), (2, 17), (-1, -1)])
  func numbersThatMakeNoSplitAreRefused(needed: Int, count: Int) {
    expect(.invalid) { _ = try KeyShares.split(key, needed: needed, of: count) }
  }

  @Test func aWrongMixIsToldBeforeAnyPassphraseIsAsked() throws {
    let first = try files(key, needed: 2, of: 3)
    try KeyShares.check([first[0], first[2]])
    let otherKey = try files(try CollectionPrivateKey(), needed: 2, of: 3)
    #expect(expect(.conflict) { try KeyShares.check([first[0], otherKey[1]]) }?.message.contains("keys") == true)
    let otherSplit = try files(key, needed: 2, of: 3)
    #expect(expect(.conflict) { try KeyShares.check([first[0], otherSplit[1]]) }?.message.contains("splits") == true)
    expect(.invalid) { try KeyShares.check([first[0], first[0]]) }
    expect(.notReady) { try KeyShares.check([first[0]]) }
    let whole = try KeyFile(
      locking: key.exposedSeed, as: .collectionKey, fingerprint: key.publicKey.fingerprint, with: passphrase,
      cost: KeyFileTests.cost)
    expect(.invalid) { try KeyShares.check([first[0], ("whole", whole.header)]) }
  }

  @Test func aChangedShareIsTold() throws {
    let shares = try KeyShares.split(key, needed: 2, of: 2)
    var bytes = shares[0].secret.exposed
    bytes[7] ^= 1
    let changed = KeyShares.Share(label: shares[0].label, secret: Redacted(bytes))
    expect(.corrupt) { _ = try KeyShares.join([changed, shares[1]], fingerprint: key.publicKey.fingerprint) }
  }

  @Test func filesOpenTogether() throws {
    let folder = try TestFolder()
    let lock = PassphraseSource(files: [try folder.write("a passphrase of shares", "passphrase")])
    let fingerprint = try key.publicKey.fingerprint
    var paths: [String] = []
    for share in try KeyShares.split(key, needed: 2, of: 3) {
      let file = try KeyFile(
        locking: share.secret.exposed, as: .share(share.label), fingerprint: fingerprint, with: passphrase,
        cost: KeyFileTests.cost)
      paths.append(try folder.write(file.text, "share-\(share.label.number)"))
    }
    #expect(try KeyOpening.collectionKey([paths[2], paths[0]], lock).exposedSeed == key.exposedSeed)
    expect(.notReady) { _ = try KeyOpening.collectionKey([paths[1]], lock) }
    expect(.invalid) { _ = try KeyOpening.signingKey(paths[0], lock) }
  }
}
