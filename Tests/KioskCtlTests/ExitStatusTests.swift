import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct ExitStatusTests {
  @Test func everyKindOfFailureHasAStatusOfItsOwn() {
    let expected: [KioskError.Code: Int32] = [
      .internal: 1, .invalid: 3, .notFound: 4, .denied: 5, .unauthenticated: 5, .full: 6, .notReady: 7,
      .unreachable: 8, .storage: 9, .corrupt: 10, .conflict: 11, .tooNew: 12, .cancelled: 13,
    ]
    for code in KioskError.Code.allCases { #expect(ExitStatus(code).rawValue == expected[code]) }
  }

  @Test func theNumbersAreWithoutGaps() {
    #expect(ExitStatus.allCases.map(\.rawValue) == Array(0...14))
  }
}
