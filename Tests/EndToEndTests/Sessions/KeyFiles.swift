import Crypto
import KioskCore

@testable import kiosk_ctl

/// The keys of a world as the files that kiosk-ctl takes, locked by a passphrase that stands in a file as well.
struct KeyFiles {
  let collection: String
  let signing: String
  let passphrase: String

  /// Writes them. What it costs to try a passphrase is little here: nobody tries.
  init(of world: World) throws {
    let cost = ScryptCost(rounds: 1 << 10, blockSize: 8, parallelism: 1)
    let typed = "five words picked at random"
    collection = world.directory + "/collection.key"
    signing = world.directory + "/signing.key"
    passphrase = world.directory + "/passphrase"
    let collectionFile = try KeyFile(
      locking: world.collectionKey.exposedSeed, as: .collectionKey,
      fingerprint: world.collectionKey.publicKey.fingerprint, with: Passphrase(typed: typed), cost: cost)
    let card = PublicKeyFile(.packSigning, Array(world.packKey.publicKey.rawRepresentation))
    let signingFile = try KeyFile(
      locking: Array(world.packKey.rawRepresentation), as: .packSigningKey, fingerprint: card.fingerprint,
      with: Passphrase(typed: typed), cost: cost)
    try AtomicFile.write(Array(collectionFile.text.utf8), to: collection, mode: AtomicFile.privateMode)
    try AtomicFile.write(Array(signingFile.text.utf8), to: signing, mode: AtomicFile.privateMode)
    try AtomicFile.write(Array(typed.utf8), to: passphrase, mode: AtomicFile.privateMode)
  }
}
