import Foundation
import KioskCore

/// Asks on the terminal itself, whatever standard input and output are connected to.
enum TerminalPrompt {
  private static let path = "/dev/tty"

  /// One line, typed without being shown.
  /// - Throws: `.notReady` without a terminal, `.cancelled` when it was given up with Ctrl-C or Ctrl-D.
  static func secret(_ question: String) throws(KioskError) -> String {
    let descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw KioskError(
        .notReady, "there is no terminal on which to ask for the passphrase",
        nextStep: "Give --passphrase-file FILE, or set \(Environment.passphraseFile.rawValue)")
    }
    defer { close(descriptor) }
    var before = termios()
    guard tcgetattr(descriptor, &before) == 0 else { throw FileError.last("the terminal cannot be set") }
    var silent = before
    // Signals off too: a Ctrl-C in between would leave the terminal mute.
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON)
    guard tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { throw FileError.last("the terminal cannot be set") }
    defer {
      tcsetattr(descriptor, TCSAFLUSH, &before)
      put("\n", to: descriptor)
    }
    put(question + ": ", to: descriptor)
    return try line(from: descriptor)
  }

  private static func line(from descriptor: Int32) throws(KioskError) -> String {
    var typed: [UInt8] = []
    defer { typed.withUnsafeMutableBytes { wipe($0) } }
    typed.reserveCapacity(Passphrase.maximumBytes + 1)
    while true {
      var byte: UInt8 = 0
      let count = read(descriptor, &byte, 1)
      guard count == 1 else {
        if count < 0, errno == EINTR { continue }
        throw KioskError(.cancelled, "nothing was typed")
      }
      switch byte {
      case 10, 13:
        guard let text = String(validating: typed, as: UTF8.self) else {
          throw KioskError(.invalid, "what was typed is not valid UTF-8")
        }
        return text
      case 3, 4: throw KioskError(.cancelled, "nothing was typed")
      case 8, 127:
        // One character back, with all its bytes.
        while let last = typed.popLast(), last & 0xC0 == 0x80 {}
      case 21: typed.removeAll(keepingCapacity: true)
      default:
        guard typed.count <= Passphrase.maximumBytes else { throw KioskError(.invalid, "that is too long") }
        typed.append(byte)
      }
    }
  }

  private static func put(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
