import KioskCore

/// What a page shows for people to check.
struct PagePromises: Encodable, Sendable, Equatable {
  /// The collection key's, as digits and as pictures; empty without a key.
  let fingerprint: String
  let pictures: [Int]
  /// Empty without a pack.
  let packDigest: String
  /// Since the queue began to count, as of the first look of the day; in whole tens; null where there are fewer than
  /// ten.
  @Nullable var sealed: UInt64?
  @Nullable var receipted: UInt64?
  let version: String

  init(_ state: Device.State, _ totals: QueueTotals) {
    let key = state.key?.fingerprint ?? []
    fingerprint = key.hexadecimal
    pictures = PagePicture.of(fingerprint: key)
    packDigest = (state.pack?.digest ?? []).hexadecimal
    sealed = Self.told(totals.sealed)
    receipted = Self.told(totals.receipted)
    version = KioskVersion.current
  }

  /// Whole tens, so that the day's number tells little of one person.
  private static func told(_ count: UInt64) -> UInt64? {
    count < SessionService.smallestNumber ? nil : count / 10 * 10
  }
}
