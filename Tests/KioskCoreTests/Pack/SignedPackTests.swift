import Crypto
import Testing

@testable import KioskCore

@Suite struct SignedPackTests {
  let key = Curve25519.Signing.PrivateKey()

  func pack(prompt: String = "What is working well?") throws -> Pack {
    try Pack(
      programme: "test", title: LocalizedText(["en": "A test", "gd": "Deuchainn"]), revision: 3,
      themes: [.init(id: "one", title: LocalizedText(["en": "One"]), question: LocalizedText(["en": "How might we?"]))],
      agendas: [
        Pack.Agenda(
          id: "open", title: LocalizedText(["en": "Open"]), theme: "one", isDropIn: true,
          activities: [
            Activity(
              id: "drop-in", title: LocalizedText(["en": "Open"]),
              prompts: [Prompt(id: "first", text: LocalizedText(["en": prompt]))])
          ])
      ])
  }

  func code(_ body: () throws -> Void) -> KioskError.Code? {
    do { try body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  @Test func itOpensAsItWas() throws {
    let file = try SignedPack(try pack(), signedBy: key).fileBytes()
    let opened = try SignedPack.open(file, trusting: [Array(key.publicKey.rawRepresentation)])
    #expect(opened.pack == (try pack()))
    #expect(opened.signed.digest == Array(SHA256.hash(data: opened.signed.packBytes)))
  }

  @Test func theSamePackHasTheSameBytes() throws {
    let a = try SignedPack(try pack(), signedBy: key)
    let b = try SignedPack(try pack(), signedBy: Curve25519.Signing.PrivateKey())
    #expect(a.packBytes == b.packBytes)
  }

  @Test func anyChangedByteIsNoticed() throws {
    let file = try SignedPack(try pack(), signedBy: key).fileBytes()
    let signer = Array(key.publicKey.rawRepresentation)
    for index in file.indices {
      var changed = file
      changed[index] ^= 1
      #expect(throws: KioskError.self) { try SignedPack.open(changed, trusting: [signer]) }
    }
  }

  @Test func anUnknownSignerIsDenied() throws {
    let file = try SignedPack(try pack(), signedBy: key).fileBytes()
    #expect(code { _ = try SignedPack.open(file, trusting: [[UInt8](repeating: 1, count: 32)]) } == .denied)
    #expect(code { _ = try SignedPack.open(file, trusting: []) } == .denied)
  }

  @Test func aLaterFormatAsksForAnUpdate() throws {
    var file = try SignedPack(try pack(), signedBy: key).fileBytes()
    #expect(Array(file.prefix(2)) == [8, 1])
    file[1] = 2
    #expect(code { _ = try SignedPack.open(file, trusting: nil) } == .tooNew)
  }

  @Test func lengthStopsAtItsBound() {
    let bytes = [UInt8](repeating: 0, count: SignedPack.maximumBytes + 1)
    #expect(code { _ = try SignedPack.open(bytes, trusting: nil) } == .invalid)
  }

  @Test func textsStopAtTheirBound() throws {
    _ = try pack(prompt: String(repeating: "x", count: LocalizedText.maximumBytes))
    #expect(throws: KioskError.self) { try pack(prompt: String(repeating: "x", count: LocalizedText.maximumBytes + 1)) }
    #expect(throws: KioskError.self) { try pack(prompt: "") }
  }

  @Test func aMissingTranslationFallsBackToEnglish() throws {
    #expect(try pack().title.text(in: "gd") == "Deuchainn")
    #expect(try pack().title.text(in: "sco") == "A test")
  }

  @Test(arguments: ["", "-a", "a-", "A", "ä", "a b", String(repeating: "a", count: 49)])
  func malformedIdentifiersAreRefused(_ id: String) {
    #expect(!Identifier.isValid(id))
  }

  @Test(arguments: ["a", "model-of-care", String(repeating: "a", count: 48)])
  func identifiersAreTaken(_ id: String) {
    #expect(Identifier.isValid(id))
  }

  @Test func onlyDropInActivitiesAreOffered() throws {
    var pack = try pack()
    #expect(pack.dropIn.map(\.id) == ["drop-in"])
    pack.agendas[0].isDropIn = false
    #expect(pack.dropIn.isEmpty)
  }
}
