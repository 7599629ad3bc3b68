import Crypto
import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct KeyFileTests {
  /// Cheap, since here it is not the guessing that is tried.
  static let cost = ScryptCost(rounds: 16, blockSize: 8, parallelism: 1)
  let secret = RandomBytes.make(32)
  let passphrase = try! Passphrase(typed: "correct horse battery staple")

  func make(_ content: KeyFileHeader.Content = .collectionKey) throws -> KeyFile {
    try KeyFile(
      locking: secret, as: content, fingerprint: Array(SHA256.hash(data: secret)), with: passphrase, cost: Self.cost)
  }

  func read(_ text: String) throws -> KeyFile { try KeyFile(decoding: Array(text.utf8), name: "key") }

  /// The text with a checksum that fits, as somebody who changes a file on purpose would make it.
  func resealed(_ text: String) -> String {
    let body = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).joined(separator: "\n") + "\n"
    return body + "checksum: \(Array(SHA256.hash(data: Array(body.utf8))).hexadecimal)\n"
  }

  @Test func whatIsLockedOpensAsItWas() throws {
    let file = try read(try make().text)
    #expect(try file.unlock(with: passphrase, name: "key").exposed == secret)
    #expect(file.header.content == .collectionKey)
  }

  @Test func aFileOfThisVersionStaysReadable() throws {
    let file = try read(KeyFileFixture.text)
    #expect(try file.unlock(with: KeyFileFixture.passphrase(), name: "key").exposed == KeyFileFixture.secret)
    #expect(file.text == KeyFileFixture.text)
  }

  @Test func lineEndsOfAnotherSystemDoNotMatter() throws {
    let text = try make().text.replacingOccurrences(of: "\n", with: "\r\n") + "\r\n\r\n"
    #expect(try read(text).unlock(with: passphrase, name: "key").exposed == secret)
  }

  @Test func anotherPassphraseIsRefused() throws {
    let file = try make()
    expect(.denied) { _ = try file.unlock(with: try Passphrase(typed: "correct horse battery stable"), name: "key") }
  }

  @Test func anAccentTypedInTwoWaysIsTheSame() throws {
    let composed = try Passphrase(typed: "m\u{F2}r \u{E0}rd caisteal")
    let file = try KeyFile(
      locking: secret, as: .packSigningKey, fingerprint: [UInt8](repeating: 1, count: 32), with: composed,
      cost: Self.cost)
    let other = try Passphrase(typed: "mo\u{300}r a\u{300}rd caisteal")
    #expect(try file.unlock(with: other, name: "key").exposed == secret)
  }

  @Test func aChangedHeaderDoesNotOpen() throws {
    let label = try #require(ShareLabel(number: 1, count: 3, threshold: 2, split: RandomBytes.make(16)))
    let text = try make(.share(label)).text
    let fingerprint = Array(SHA256.hash(data: secret))
    let otherFingerprint = [fingerprint[0] ^ 1] + fingerprint.dropFirst()
    let salt = try #require(text.split(separator: "\n").first { $0.hasPrefix("salt: ") })
    for (from, to) in [
      ("share: 1 of 3", "share: 2 of 3"), ("needed: 2", "needed: 3"), ("scrypt: 16 8 1", "scrypt: 32 8 1"),
      (fingerprint.hexadecimal, otherFingerprint.hexadecimal),
      (String(salt), "salt: \(Data(RandomBytes.make(16)).base64EncodedString())"),
    ] {
      let changed = text.replacingOccurrences(of: from, with: to)
      #expect(changed != text)
      expect(.corrupt) { _ = try read(changed) }
      let file = try read(resealed(changed))
      expect(.denied) { _ = try file.unlock(with: passphrase, name: "key") }
    }
  }

  @Test func aCutFileIsTold() throws {
    let text = Array(try make().text.utf8)
    // The very last byte is a line feed, which may be missing.
    for length in 0..<text.count - 1 {
      do {
        _ = try KeyFile(decoding: Array(text[..<length]), name: "key")
        Issue.record("\(length) bytes were taken for a key file")
      } catch {
        #expect(error.code == .corrupt || error.code == .invalid || error.code == .tooNew)
      }
    }
  }

  @Test func aFlippedBitIsTold() throws {
    let text = Array(try make().text.utf8)
    for index in 0..<text.count - 1 {
      var changed = text
      changed[index] ^= 1
      #expect(throws: KioskError.self) { _ = try KeyFile(decoding: changed, name: "key") }
    }
  }

  @Test func aLaterVersionSaysSo() throws {
    let text = try make().text.replacingOccurrences(of: "file v1", with: "file v2")
    expect(.tooNew) { _ = try read(text) }
  }

  @Test func aFileCannotAskForMoreMemoryThanIsGiven() {
    #expect(ScryptCost("1048576 8 1") != nil)
    for text in ["2097152 8 1", "1048576 8 2", "131072 8", "131072 8 0", "131071 8 1", "0131072 8 1", "-16 8 1"] {
      #expect(ScryptCost(text) == nil)
    }
  }

  @Test func nothingOfTheSecretIsShown() throws {
    let shown = "\(passphrase) \(try make().unlock(with: passphrase, name: "key"))"
    #expect(!shown.contains("horse") && shown.contains("redacted"))
    #expect(!shown.contains(secret.hexadecimal) && !shown.contains("\(secret)"))
  }
}
