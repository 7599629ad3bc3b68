@testable import kiosk_ctl

/// A key file that another implementation wrote (Python: hashlib.scrypt, and ChaCha20-Poly1305 of "cryptography").
enum KeyFileFixture {
  static let secret = Array(UInt8(0)..<32)

  static func passphrase() throws -> Passphrase { try Passphrase(typed: "five words picked at random") }

  static let text = """
    kiosk key file v1
    holds: share of a collection key
    fingerprint: 0b7348fa038970c48ec07cd73b6257f39ec810f60f16ee73b62e3c6e2610abc6
    share: 2 of 3
    needed: 2
    split: 000102030405060708090a0b0c0d0e0f
    scrypt: 1024 8 1
    salt: ZGVmZ2hpamtsbW5vcHFycw==

    yMnKy8zNzs/Q0dLTPteUgfGQUqzs/TFvVGfI5NI5+qGTfdyWOZY23XmC54GpMmsU3k52RfIkeZLeTUZr
    checksum: 300cd087ecc6d06d1f07e5de9ba24706f367571e1cf140f6a73bce83bd970e73

    """
}
