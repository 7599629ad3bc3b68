import Crypto
import Testing

@testable import KioskCore

@Suite struct SignedFeedbackTests {
  let key = Curve25519.Signing.PrivateKey()
  var signer: [UInt8] { Array(key.publicKey.rawRepresentation) }

  static func item(_ id: String = "quiet-room", said: String = "It is loud.", day: UInt32 = 20_777) -> FeedbackItem {
    FeedbackItem(
      id: id, said: LocalizedText(["en": said, "gd": "Tha e àrd."]),
      did: LocalizedText(["en": "There is a quiet room."]),
      day: day)
  }

  func feedback(
    programme: String = "test", revision: UInt32 = 3, _ items: [FeedbackItem] = [item()]
  ) throws(KioskError) -> Feedback {
    try Feedback(programme: programme, revision: revision, items: items)
  }

  func code(_ body: () throws -> Void) -> KioskError.Code? {
    do { try body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  @Test func itOpensAsItWas() throws {
    let feedback = try feedback()
    let file = try SignedFeedback(feedback, signedBy: key).fileBytes()
    let opened = try SignedFeedback.open(file, trusting: [signer])
    #expect(opened.feedback == feedback)
    #expect(opened.signed.digest == Array(SHA256.hash(data: opened.signed.feedbackBytes)))
  }

  @Test func anEmptyListIsFeedbackToo() throws {
    let file = try SignedFeedback(try feedback([]), signedBy: key).fileBytes()
    #expect(try SignedFeedback.open(file, trusting: [signer]).feedback.items.isEmpty)
  }

  /// As the contract says it, so that other programs can make and check such a file.
  @Test func theSignatureIsOverItsOwnContext() throws {
    let signed = try SignedFeedback(try feedback(), signedBy: key)
    let message = Array("kiosk.v1 feedback\0".utf8) + signed.feedbackBytes
    #expect(key.publicKey.isValidSignature(signed.signature, for: message))
  }

  @Test func aSignatureOfAPackHoldsForNoFeedback() throws {
    let content = try feedback().encoded()
    let signature = try FileSignature(of: content, as: .pack, by: key)
    #expect(code { try signature.check(content, as: .pack, trusting: [signer]) } == nil)
    #expect(code { try signature.check(content, as: .feedback, trusting: [signer]) } == .invalid)
  }

  @Test func anyChangedByteIsNoticed() throws {
    let file = try SignedFeedback(try feedback(), signedBy: key).fileBytes()
    for index in file.indices {
      var changed = file
      changed[index] ^= 1
      #expect(code { _ = try SignedFeedback.open(changed, trusting: [signer]) } != nil)
    }
  }

  @Test func anUnknownSignerIsDenied() throws {
    let file = try SignedFeedback(try feedback(), signedBy: key).fileBytes()
    #expect(code { _ = try SignedFeedback.open(file, trusting: [[UInt8](repeating: 1, count: 32)]) } == .denied)
    #expect(code { _ = try SignedFeedback.open(file, trusting: []) } == .denied)
  }

  @Test func aLaterFormatAsksForAnUpdate() throws {
    var file = try SignedFeedback(try feedback(), signedBy: key).fileBytes()
    #expect(Array(file.prefix(2)) == [8, 1])
    file[1] = 2
    #expect(code { _ = try SignedFeedback.open(file, trusting: nil) } == .tooNew)
  }

  @Test func lengthStopsAtItsBound() throws {
    let bytes = [UInt8](repeating: 0, count: SignedFeedback.maximumBytes + 1)
    #expect(code { _ = try SignedFeedback.open(bytes, trusting: nil) } == .invalid)
    let long = String(repeating: "x", count: LocalizedText.maximumBytes)
    let tags = (0..<20).map { "x\($0)" }
    let texts = LocalizedText(Dictionary(uniqueKeysWithValues: (["en"] + tags).map { ($0, long) }))
    let items = (1...20).map { FeedbackItem(id: "i\($0)", said: texts, did: texts, day: 20_777) }
    #expect(code { _ = try SignedFeedback(try feedback(items), signedBy: key) } == .invalid)
  }

  @Test func whatCannotBeShownIsRefused() throws {
    let items = (1...21).map { Self.item("i\($0)") }
    #expect(code { _ = try feedback(Array(items.prefix(20))) } == nil)
    #expect(code { _ = try feedback(items) } == .invalid)
    #expect(code { _ = try feedback([Self.item(), Self.item()]) } == .invalid)
    #expect(code { _ = try feedback([Self.item("A b")]) } == .invalid)
    #expect(code { _ = try feedback(programme: "") } == .invalid)
    #expect(code { _ = try feedback(revision: 0) } == .invalid)
    #expect(code { _ = try feedback([Self.item(said: "")]) } == .invalid)
    let longest = String(repeating: "x", count: LocalizedText.maximumBytes)
    #expect(code { _ = try feedback([Self.item(said: longest)]) } == nil)
    #expect(code { _ = try feedback([Self.item(said: longest + "x")]) } == .invalid)
    var item = Self.item()
    item.did = LocalizedText(["gd": "Tha."])
    #expect(code { _ = try feedback([item]) } == .invalid)
  }

  @Test(arguments: [(18_261, false), (18_262, true), (47_481, true), (47_482, false), (0, false), (UInt32.max, false)])
  func onlyAPlausibleDayIsTaken(day: UInt32, isGood: Bool) throws {
    #expect(code { _ = try feedback([Self.item(day: day)]) } == (isGood ? nil : .invalid))
  }

  @Test func anOlderOneDoesNotTakeThePlaceOfANewerOne() throws {
    let present = try feedback()
    #expect(code { try present.checkSuccession(to: nil) } == nil)
    #expect(code { try present.checkSuccession(to: present) } == nil)
    #expect(code { try feedback(revision: 4, []).checkSuccession(to: present) } == nil)
    #expect(code { try feedback(revision: 2).checkSuccession(to: present) } == .conflict)
    #expect(code { try feedback([]).checkSuccession(to: present) } == .conflict)
    #expect(code { try feedback(programme: "other", revision: 1).checkSuccession(to: present) } == nil)
    let last = try feedback(revision: .max)
    do throws(KioskError) {
      try feedback(revision: 1).checkSuccession(to: last)
    } catch {
      #expect(error.message.contains("revision 1,") && error.message.contains("\(UInt32.max)"))
      #expect(error.nextStep.contains("revision: 4294967296"))
    }
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("2020-01-01", 18_262), ("2024-02-29", 19_782), ("2026-11-20", 20_777), ("2099-12-31", 47_481),
      ("2100-03-01", 47_541), ("2023-02-29", nil), ("2100-02-29", nil), ("2026-13-01", nil), ("2026-00-01", nil),
      ("2026-11-31", nil), ("2026-11-00", nil), ("1969-12-31", nil), ("2026-1-1", nil), ("20261120", nil), ("", nil),
      ("2026/11/20", nil), ("2026-11-2x", nil), ("２０２６-11-20", nil),
    ] as [(String, UInt32?)])
  func datesAreRead(text: String, day: UInt32?) {
    #expect(Day.reading(text) == day)
  }
}
