import Foundation

/// How much the tests do. The numbers without the environment are those that are always run; a machine with time to
/// spare can be given more.
///
/// | variable | what | unless set |
/// | --- | --- | ---: |
/// | `KIOSK_TEST_CUTS` | cuts of each sweep | 20 |
/// | `KIOSK_TEST_CONTRIBUTIONS` | contributions of each sweep, at least | 200 |
/// | `KIOSK_TEST_FREEZE` | seconds for which a program is frozen; the catalogue of faults says 60 | 4 |
/// | `KIOSK_TEST_WORLDS` | tests with daemons that run at once | 3 |
/// | `KIOSK_TEST_PATIENCE` | how many times longer programs may take than they usually have to | 1 |
/// | `KIOSK_TEST_KEEP` | leaves each test's directory behind, with its log | not set |
enum Scale {
  static let cuts = number("KIOSK_TEST_CUTS", 20)
  static let contributions = number("KIOSK_TEST_CONTRIBUTIONS", 200)
  static let freeze = Duration.seconds(number("KIOSK_TEST_FREEZE", 4))
  static let worlds = number("KIOSK_TEST_WORLDS", 3, atLeast: 1)
  static let patience = number("KIOSK_TEST_PATIENCE", 1)
  static let keepsDirectories = ProcessInfo.processInfo.environment["KIOSK_TEST_KEEP"] != nil

  private static func number(_ name: String, _ usual: Int, atLeast least: Int? = nil) -> Int {
    max(least ?? usual, ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual)
  }

  /// `count` numbers from `first` on, with a step that reaches as far as `span`.
  static func spread(_ count: Int, from first: Int, over span: Int) -> [Int] {
    (0..<count).map { first + $0 * span / max(1, count) }
  }
}
