import Foundation
import KioskCore

/// What standard output or standard error is connected to.
struct Terminal: Sendable {
  /// Whether it is a terminal.
  let isInteractive: Bool
  /// Whether colours are wanted there.
  let hasColour: Bool
  /// Columns; nil where it is none, or does not say.
  let width: Int?

  init(isInteractive: Bool, hasColour: Bool, width: Int? = nil) {
    self.isInteractive = isInteractive
    self.hasColour = hasColour
    self.width = width
  }

  init(_ descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
    isInteractive = isatty(descriptor) == 1
    hasColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    var size = winsize()
    let answers = isInteractive && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = answers ? Int(size.ws_col) : nil
  }

  static var output: Terminal { Terminal(STDOUT_FILENO) }
  static var error: Terminal { Terminal(STDERR_FILENO) }

  /// Text in the colour of its tone; in bold for a heading.
  func styled(_ text: String, _ tone: Value.Tone) -> String {
    switch tone {
    case .plain: text
    case .good: wrapped(text, "32")
    case .doubtful: wrapped(text, "33")
    case .bad: wrapped(text, "1;31")
    }
  }

  func heading(_ text: String) -> String { wrapped(text, "1") }

  private func wrapped(_ text: String, _ code: String) -> String {
    hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// Where data goes.
enum StandardOutput {
  /// - Throws: `.cancelled` when nobody reads any more, `.storage` when it cannot be written.
  static func write(_ text: String) throws(KioskError) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EPIPE {
        throw KioskError(.cancelled, "nobody reads the output any more")
      } else if errno != EINTR {
        throw FileError.last("standard output cannot be written")
      }
    }
  }
}

/// Where words go. That they do not arrive is no reason to stop.
enum StandardError {
  /// Says what a person should know although all goes on. A program that reads JSON is not bothered with it.
  static func warn(_ words: String) {
    switch OutputFormat(askedBy: CommandLine.arguments) {
    case .human: write("kiosk-ctl: warning: \(words.plain)\n")
    case .json: break
    }
  }

  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
