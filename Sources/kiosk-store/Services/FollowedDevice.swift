import KioskRPC

/// What a device that follows the store has been told; says what of a downlink is news to it.
struct FollowedDevice: Sendable {
  private let serial: [UInt8]
  private var packDigest: [UInt8]
  private var feedbackDigest: [UInt8]
  private var revoked: Set<[UInt8]>?

  /// - Parameters:
  ///   - serial: the serial number of its certificate.
  ///   - packDigest: the digest of the pack that it has; empty if none.
  ///   - feedbackDigest: the digest of the feedback that it shows; empty if none.
  init(serial: [UInt8], packDigest: [UInt8], feedbackDigest: [UInt8] = []) {
    self.serial = serial
    self.packDigest = packDigest
    self.feedbackDigest = feedbackDigest
  }

  /// What it has to be told, if anything; the first time always something, since it does not say which ended
  /// certificates it knows. A pack or feedback goes with it only when it has another one.
  mutating func news(in downlink: Downlink) -> FollowResponse? {
    var response = FollowResponse(revokedSerials: Array(downlink.revoked))
    var isNews = downlink.revoked != revoked
    let pack = downlink.pack(for: serial)
    // No pack is no news: a device keeps the one it has until there is another.
    if let pack, pack.digest != packDigest {
      response.signedPack = pack.file
      packDigest = pack.digest
      isNews = true
    }
    let feedback = downlink.feedback(for: serial)
    // No feedback is: what was said in one room is not shown in another.
    if feedback?.digest ?? [] != feedbackDigest {
      response.signedFeedback = feedback?.file ?? []
      response.hasNoFeedback = feedback == nil
      feedbackDigest = feedback?.digest ?? []
      isNews = true
    }
    guard isNews else { return nil }
    revoked = downlink.revoked
    return response
  }
}
