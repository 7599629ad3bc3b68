import Testing

@testable import KioskCore

@Suite struct WithdrawalCodeTests {
  /// Digits of some codes: random ones, and two with leading noughts.
  static let samples: [[Character]] =
    (0..<20).map { _ in WithdrawalCode().exposed.filter { $0 != " " } }
    + ["0000000000000000", "0000000000000013"].map { Array($0) }

  func isRefused(_ text: String) -> Bool {
    EnvelopeFixtures.refusal { try WithdrawalCode(typed: text) } == .invalid
  }

  @Test func readsWhatItShows() throws {
    for _ in 0..<500 {
      let code = WithdrawalCode()
      #expect(try WithdrawalCode(typed: code.exposed) == code)
      #expect(code.exposed.split(separator: " ").map(\.count) == [4, 4, 4, 4])
    }
  }

  @Test(arguments: ["1234567890123450", "1234-5678-9012-3450", " 1 2 3 4 5 6 7 8-9-0-1-2-3-4-5-0 \n"])
  func passesOverSpacesAndHyphens(_ text: String) throws {
    #expect(try WithdrawalCode(typed: text).exposed == "1234 5678 9012 3450")
  }

  @Test(arguments: [
    "", " - ", "123456789012345", "12345678901234500", "1234567890123451", "1234 5678 9012 345O", "1234.5678.9012.3450",
    "१२३४५६७८९०१२३४५०", "１２３４５６７８９０１２３４５０", "+1234567890123450", "1234 5678 9012 3450 x", "1234567890123450\0",
  ])
  func refusesWhatIsNoCode(_ text: String) {
    #expect(isRefused(text))
  }

  @Test(arguments: samples) func catchesEveryMistypedDigit(_ digits: [Character]) {
    #expect(!isRefused(String(digits)))
    for index in digits.indices {
      for digit in "0123456789" where digit != digits[index] {
        var typed = digits
        typed[index] = digit
        #expect(isRefused(String(typed)))
      }
    }
  }

  @Test(arguments: samples) func catchesEverySwapOfNeighbours(_ digits: [Character]) {
    for index in digits.indices.dropLast() where digits[index] != digits[index + 1] {
      var typed = digits
      typed.swapAt(index, index + 1)
      #expect(isRefused(String(typed)))
    }
  }

  @Test func allDigitsAreDrawn() {
    let codes = (0..<200).map { _ in Array(WithdrawalCode().exposed.filter { $0 != " " }) }
    for index in 0..<WithdrawalCode.length {
      #expect(Set(codes.map { $0[index] }).count == 10, "digit \(index)")
    }
    #expect(Set(codes).count == codes.count)
  }

  @Test func theTagIsTheCodes() throws {
    let code = try WithdrawalCode(typed: "1234 5678 9012 3450")
    #expect(code.tag == (try WithdrawalCode(typed: "1234567890123450").tag))
    #expect(code.tag.bytes.hexadecimal == "63ef35d0bc374101ae3b68d3385b4f6944be66b903409da746760a8cb2ba6bc7")
    #expect(WithdrawalCode().tag != code.tag)
    #expect(WithdrawalTag() != WithdrawalTag())
  }
}
