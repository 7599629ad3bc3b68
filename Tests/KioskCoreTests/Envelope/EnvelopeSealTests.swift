import Testing

@testable import KioskCore

@Suite struct EnvelopeSealTests {
  let key = try! CollectionPrivateKey()

  func contribution(_ text: String) throws -> Contribution {
    var labels = Labels()
    labels.activity = "drop-in"
    return Contribution(labels: labels, content: .words(try Words(text)))
  }

  @Test func whatIsSealedOpensAsItWas() throws {
    let given = try contribution("kids feel their voices are heard")
    let envelope = try EnvelopeSeal.seal(given, to: key.publicKey)
    #expect(envelope.bytes.count == 4096)
    #expect(try EnvelopeSeal.open(envelope, with: key) == given)
  }
}
