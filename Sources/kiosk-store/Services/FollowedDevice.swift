import KioskRPC

/// What a device that follows the store has been told; says what of a downlink is news to it.
struct FollowedDevice: Sendable {
  private let serial: [UInt8]
  private var packDigest: [UInt8]
  private var revoked: Set<[UInt8]>?

  /// - Parameters:
  ///   - serial: the serial number of its certificate.
  ///   - packDigest: the digest of the pack that it has; empty if none.
  init(serial: [UInt8], packDigest: [UInt8]) {
    self.serial = serial
    self.packDigest = packDigest
  }

  /// What it has to be told, if anything; the first time always something, since it does not say which ended
  /// certificates it knows. A pack goes with it only when it has another one.
  mutating func news(in downlink: Downlink) -> FollowResponse? {
    var response = FollowResponse(revokedSerials: Array(downlink.revoked))
    let pack = downlink.pack(for: serial)
    // No pack is no news: a device keeps the one it has until there is another.
    if let pack, pack.digest != packDigest {
      response.signedPack = pack.file
      packDigest = pack.digest
    }
    guard !response.signedPack.isEmpty || downlink.revoked != revoked else { return nil }
    revoked = downlink.revoked
    return response
  }
}
