import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct SilenceTests {
  @Test func aPeerThatFallsSilentIsGivenUp() async {
    await #expect(throws: KioskError(.unreachable, "the store has fallen silent", nextStep: Self.remedy)) {
      try await Silence.limiting("the store", to: .milliseconds(20)) { _ in try await Task.sleep(for: .seconds(60)) }
    }
  }

  @Test func oneThatIsHeardMayTakeLong() async throws {
    try await Silence.limiting("the store", to: .seconds(5)) { heard in
      for _ in 0..<20 {
        try await Task.sleep(for: .milliseconds(1))
        heard()
      }
    }
  }

  @Test func itsOwnFailureIsWhatIsTold() async {
    await #expect(throws: KioskError(.denied, "not this one")) {
      try await Silence.limiting("the store") { _ in throw KioskError(.denied, "not this one") }
    }
  }

  private static let remedy = "Run the command again; it goes on from here"
}
