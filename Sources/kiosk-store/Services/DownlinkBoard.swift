import KioskCore

/// What the store has for its devices, as it is now.
struct Downlink: Sendable, Equatable {
  /// A SignedPack file, or nothing.
  var pack: [UInt8] = []
  /// SHA-256 of the pack in it.
  var packDigest: [UInt8] = []
  /// Serial numbers of ended certificates.
  var revoked: Set<[UInt8]> = []
}

/// Keeps the downlink in step with the database.
struct DownlinkBoard: Sendable {
  let store: Store
  let downlink = Broadcast(Downlink())

  /// Reads it anew.
  func refresh() async throws(KioskError) {
    let pack = try await store.pack()
    let revoked = try await store.revokedSerials()
    let digest = pack.isEmpty ? [] : try SignedPack.open(pack, trusting: nil).signed.digest
    downlink.update { $0 = Downlink(pack: pack, packDigest: digest, revoked: revoked) }
  }
}
