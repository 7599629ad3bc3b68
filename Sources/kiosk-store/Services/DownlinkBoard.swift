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

  /// Reads it anew. It is published on the database's thread, so that what was read later is published later.
  func refresh() async throws(KioskError) {
    let downlink = downlink
    try await store.read { connection throws(KioskError) in
      let pack = try Store.pack(connection)
      let digest = pack.isEmpty ? [] : try SignedPack.open(pack, trusting: nil).signed.digest
      let fresh = Downlink(pack: pack, packDigest: digest, revoked: try Store.revokedSerials(connection))
      downlink.update { $0 = fresh }
    }
  }
}
