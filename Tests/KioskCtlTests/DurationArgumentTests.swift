import Testing

@testable import kiosk_ctl

@Suite struct DurationArgumentTests {
  @Test(arguments: [("90s", 90), ("30m", 1800), ("12h", 43_200), ("1d", 86_400), ("7d", 604_800), ("007m", 420)])
  func lengths(text: String, seconds: Int) {
    #expect(DurationArgument(argument: text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "d", "1", "0d", "-1d", "+1d", "1.5h", "1 d", "1w", "1D", "367d", "9999999999d", "99999999999999999999s", "1d1h",
    "\u{661}d",
  ])
  func whatIsNoLength(text: String) {
    #expect(DurationArgument(argument: text) == nil)
  }

  @Test func aDefaultIsShownAsItIsTyped() {
    for text in ["1d", "12h", "90s", "75s", "2m"] {
      #expect(DurationArgument(argument: text)?.defaultValueDescription == text)
    }
  }
}
