import Testing

@testable import KioskCore

/// Whatever is interpolated, logged or dumped, no word, key or code comes with it.
@Suite struct RedactionTests {
  static let secret = "zebrafish"

  /// Every way in which Swift makes text of a value.
  func renderings(_ value: some Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    var printed = ""
    print(value, to: &printed)
    debugPrint(value, to: &printed)
    return ["\(value)", String(describing: value), String(reflecting: value), dumped, printed, leaves(value)]
  }

  /// What a walk through the mirrors finds.
  func leaves(_ value: Any) -> String {
    let children = Mirror(reflecting: value).children
    return "\(value)\n" + children.map { leaves($0.value) }.joined()
  }

  func expectNothing(of secrets: [String], in value: some Any) {
    for text in renderings(value) {
      for secret in secrets { #expect(!text.contains(secret), "\(type(of: value))") }
    }
  }

  @Test func wordsShowNothing() throws {
    let words = try Words("\(Self.secret) and more")
    let content = Contribution.Content.words(words)
    let contribution = try EnvelopeFixtures.contribution("\(Self.secret) and more")
    expectNothing(of: [Self.secret], in: words)
    expectNothing(of: [Self.secret], in: content)
    expectNothing(of: [Self.secret], in: contribution)
    expectNothing(of: [Self.secret], in: [contribution, contribution])
    expectNothing(of: [Self.secret], in: Optional(contribution) as Any)
    expectNothing(of: [Self.secret], in: Result<Contribution, KioskError>.success(contribution))
    #expect("\(words)".contains("‹redacted›"))
  }

  @Test func aPrivateKeyShowsNothing() throws {
    let seed = [UInt8](repeating: 0xd7, count: CollectionPrivateKey.seedLength)
    let key = try CollectionPrivateKey(seed: seed)
    let secrets = ["215, 215", "d7d7", "D7D7", "seed"]
    expectNothing(of: secrets, in: key)
    expectNothing(of: secrets, in: [key])
    expectNothing(of: secrets, in: Optional(key) as Any)
    #expect("\(key)" == "‹redacted›")
    #expect(String(reflecting: key) == "‹redacted›")
  }

  @Test func aWithdrawalCodeShowsNothing() throws {
    let code = try WithdrawalCode(typed: "1234 5678 9012 3450")
    let secrets = ["1234", "1, 2, 3", "3450"]
    expectNothing(of: secrets, in: code)
    expectNothing(of: secrets, in: [code])
    expectNothing(of: secrets, in: Optional(code) as Any)
  }

  @Test func anEnvelopeShowsItsNameAndSize() throws {
    let envelope = Envelope(withdrawing: WithdrawalCode().tag)
    #expect("\(envelope)" == "Envelope(\(envelope.id), small)")
  }

  /// Errors travel far: into logs, answers and onto screens.
  @Test func errorsRepeatNothing() throws {
    let long = String(repeating: Self.secret, count: 300)
    for text in [long, "\(Self.secret)\u{7}"] {
      let error = #expect(throws: KioskError.self) { try Words(text) }
      if let error { expectNothing(of: [Self.secret], in: error) }
    }
    let error = #expect(throws: KioskError.self) { try WithdrawalCode(typed: "1234 5678 9012 3451") }
    if let error { expectNothing(of: ["1234", "3451"], in: error) }
  }
}
