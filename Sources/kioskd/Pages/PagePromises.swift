import KioskCore

/// What a page shows for people to check.
struct PagePromises: Encodable, Sendable, Equatable {
  /// The collection key's, as digits and as pictures; empty without a key.
  let fingerprint: String
  let pictures: [Int]
  /// Empty without a pack.
  let packDigest: String
  /// Since the queue began to count; null where a number could tell on somebody.
  @Nullable var sealed: UInt64?
  @Nullable var receipted: UInt64?
  let version: String

  init(_ state: Device.State, _ totals: QueueTotals) {
    let key = state.key?.fingerprint ?? []
    fingerprint = key.hexadecimal
    pictures = PagePicture.of(fingerprint: key)
    packDigest = (state.pack?.digest ?? []).hexadecimal
    sealed = totals.sealed < SessionService.smallestNumber ? nil : totals.sealed
    receipted = totals.receipted < SessionService.smallestNumber ? nil : totals.receipted
    version = KioskVersion.current
  }
}
