import Crypto
import KioskCore
import Synchronization

/// Finds out whether the collection key opens what this device seals, before a session is opened for real: an envelope
/// of digits is made here, opened elsewhere, and the digits come back.
final class KeyTest: Sendable {
  /// What was sealed to which key; of the digits, their SHA-256.
  private struct Made {
    let words: [UInt8]
    let key: CollectionPublicKey
  }

  /// Digits in a test envelope: 66 bits, which nobody guesses and somebody can read out.
  private static let digits = 20

  private let device: Device
  private let made = Mutex<Made?>(nil)

  init(device: Device) {
    self.device = device
  }

  /// A sealed envelope that only the collection key opens. It is marked as a rehearsal's, and not queued.
  /// - Throws: `.notReady` without a key.
  func envelope() throws(KioskError) -> [UInt8] {
    guard let key = device.state.value.key else {
      throw KioskError(.notReady, "the device has no collection key", nextStep: "Enrol it first: kiosk-ctl enrol")
    }
    let digits = (0..<Self.digits).map { _ in String(Int.random(in: 0...9)) }.joined()
    var labels = Labels()
    labels.isRehearsal = true
    let envelope = try EnvelopeSeal.seal(
      Contribution(labels: labels, content: .words(try Words(digits))), to: key, withdrawalTag: WithdrawalTag())
    let words = Array(SHA256.hash(data: Array(digits.utf8)))
    made.withLock { $0 = Made(words: words, key: key) }
    return envelope.bytes
  }

  /// Takes what was read in it, and writes down that the key works.
  /// - Throws: `.denied` when it is something else, `.conflict` when the device has another key since.
  func confirm(_ words: String) throws(KioskError) {
    let digest = Array(SHA256.hash(data: Array(words.filter(\.isNumber).utf8)))
    guard let test = made.withLock({ $0 }), test.words.equalsInConstantTime(digest) else {
      throw KioskError(
        .denied, "this is not what the test envelope holds", nextStep: "Make another: kiosk-ctl session test")
    }
    try device.keepTested(test.key)
    made.withLock { $0 = nil }
  }
}
