import Dispatch
import Foundation
import KioskCore

/// How large a terminal is, in columns and lines.
struct TerminalSize: Sendable, Equatable {
  /// What a terminal has that does not say.
  static let usual = TerminalSize(width: 80, height: 24)

  let width: Int
  let height: Int

  /// The size of standard output's terminal, now.
  static var output: TerminalSize {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return usual }
    return TerminalSize(width: Int(size.ws_col), height: Int(size.ws_row))
  }
}

/// The terminal while the view has it: keys come one by one and are not shown.
enum RawTerminal {
  /// The most bytes that are read at once: far more than somebody presses.
  private static let chunk = 256

  /// Runs `body` with the terminal for itself, and leaves it as it was, whatever happens in there.
  /// - Throws: `.invalid` where there is no terminal, and what `body` throws.
  static func with<R>(_ body: () async throws -> R) async throws -> R {
    let isUsable = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    guard isUsable, ProcessInfo.processInfo.environment["TERM"] != "dumb" else {
      throw KioskError(
        .invalid, "this view needs a terminal, for its keys and for what it shows",
        nextStep: "Use 'kiosk-ctl session status', or 'kiosk-ctl session run --json'")
    }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { throw FileError.last("the terminal cannot be set") }
    // Ctrl-C comes as a key too: every way out leads through the end of this function.
    var raw = before
    cfmakeraw(&raw)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) == 0 else { throw FileError.last("the terminal cannot be set") }
    defer {
      // A terminal that is gone cannot be put in order.
      try? StandardOutput.write(LiveScreen.leave)
      // What was typed and not read is not for the shell.
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
    }
    try StandardOutput.write(LiveScreen.enter)
    return try await body()
  }

  /// Hands over what is typed until the source is cancelled; nothing stands for a terminal that is gone.
  static func keys(_ take: @escaping @Sendable ([UInt8]) -> Void) -> any DispatchSourceRead {
    let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .global())
    source.setEventHandler {
      var buffer = [UInt8](repeating: 0, count: chunk)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { return }
      take(Array(buffer.prefix(max(0, count))))
    }
    source.resume()
    return source
  }

  /// Hands over signals until the sources are cancelled.
  static func signals(
    _ numbers: [Int32], _ take: @escaping @Sendable (Int32) -> Void
  ) -> [any DispatchSourceSignal] {
    numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { take(number) }
      source.resume()
      return source
    }
  }
}
