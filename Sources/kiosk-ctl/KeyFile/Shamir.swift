import CGFShare
import KioskCore

/// Shamir's secret sharing over GF(256), by libgfshare.
enum Shamir {
  /// Shares of a secret, one for each of `numbers`, any `threshold` of which give it back.
  static func split(_ secret: [UInt8], threshold: Int, numbers: [UInt8]) throws(KioskError) -> [[UInt8]] {
    kiosk_gfshare_use_secure_random()
    var numbers = numbers
    var secret = secret
    defer { secret.withUnsafeMutableBytes { wipe($0) } }
    guard
      let context = gfshare_ctx_init_enc(
        &numbers, UInt32(numbers.count), UInt8(threshold), UInt32(secret.count))
    else { throw KioskError(.internal, "splitting failed") }
    defer { gfshare_ctx_free(context) }
    gfshare_ctx_enc_setsecret(context, &secret)
    return numbers.indices.map { index in
      var share = [UInt8](repeating: 0, count: secret.count)
      gfshare_ctx_enc_getshare(context, UInt8(index), &share)
      return share
    }
  }

  /// What the shares give; something random when they are too few or do not belong together.
  static func join(_ shares: [(number: UInt8, bytes: [UInt8])]) throws(KioskError) -> [UInt8] {
    // Freeing a context fills it with random bytes, for which the library has no source of its own.
    kiosk_gfshare_use_secure_random()
    var numbers = shares.map(\.number)
    let length = shares.first?.bytes.count ?? 0
    guard length > 0, shares.allSatisfy({ $0.bytes.count == length }), Set(numbers).count == numbers.count,
      let context = gfshare_ctx_init_dec(&numbers, UInt32(shares.count), UInt32(length))
    else { throw KioskError(.internal, "joining failed") }
    defer { gfshare_ctx_free(context) }
    for (index, share) in shares.enumerated() {
      var bytes = share.bytes
      gfshare_ctx_dec_giveshare(context, UInt8(index), &bytes)
    }
    var secret = [UInt8](repeating: 0, count: length)
    gfshare_ctx_dec_extract(context, &secret)
    return secret
  }
}
