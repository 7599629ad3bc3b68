import KioskCore

/// How the program ends: one number for each kind of failure. The table also stands in docs/cli.md and kiosk-ctl(1);
/// the numbers stay.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case ok = 0
  case `internal` = 1
  case usage = 2
  case invalid = 3
  case notFound = 4
  case denied = 5
  case full = 6
  case notReady = 7
  case unreachable = 8
  case storage = 9
  case corrupt = 10
  case conflict = 11
  case tooNew = 12
  case cancelled = 13
  /// All was done, and there is something that a person has to look at.
  case attention = 14

  /// The status for an error.
  init(_ code: KioskError.Code) {
    self =
      switch code {
      case .invalid: .invalid
      case .notFound: .notFound
      case .conflict: .conflict
      case .denied, .unauthenticated: .denied
      case .full: .full
      case .notReady: .notReady
      case .storage: .storage
      case .unreachable: .unreachable
      case .corrupt: .corrupt
      case .tooNew: .tooNew
      case .cancelled: .cancelled
      case .internal: .internal
      }
  }
}
