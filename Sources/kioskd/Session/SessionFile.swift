import Crypto
import KioskCore

/// The session on the device's disk: SHA-256 of a `SessionRecord`, and the record. A new state replaces the old one
/// whole, so that after a power cut the session stands as it did.
struct SessionFile: Sendable {
  private static let digestLength = 32

  let path: String

  /// Reads it; nil where there was never one.
  /// - Throws: `.corrupt` when what the disk gives is not what was written.
  func read() throws(KioskError) -> SessionRecord? {
    guard try !AtomicFile.isAbsent(path) else { return nil }
    let bytes = try AtomicFile.read(path, maximum: 64 << 10)
    let body = Array(bytes.dropFirst(Self.digestLength))
    guard bytes.prefix(Self.digestLength).elementsEqual(SHA256.hash(data: body)),
      let record = try? SessionRecord(decoding: body)
    else {
      throw KioskError(
        .corrupt, "\(path) is damaged", nextStep: "Move it away; the device offers drop-in until a session is opened")
    }
    return record
  }

  /// Writes it, durably.
  func write(_ record: SessionRecord) throws(KioskError) {
    let body = try record.encoded()
    try AtomicFile.write(Array(SHA256.hash(data: body)) + body, to: path)
  }
}
