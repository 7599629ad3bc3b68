import Foundation

/// The environment variables that stand in for options.
enum Environment: String {
  case socket = "KIOSK_SOCKET"
  case store = "KIOSK_STORE"
  case credentials = "KIOSK_CREDENTIALS"
  case config = "KIOSK_CONFIG"
  case passphraseFile = "KIOSK_PASSPHRASE_FILE"

  /// The variable's value; an empty one is not set.
  var value: String? {
    ProcessInfo.processInfo.environment[rawValue].flatMap { $0.isEmpty ? nil : $0 }
  }
}
