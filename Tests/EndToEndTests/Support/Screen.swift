import Foundation
import KioskCore

/// A terminal of 80 columns and 24 lines with a program in it, as somebody sits before it: a tmux of its own.
struct Screen: Sendable {
  /// Where it is; found once.
  private static let program: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/tmux" }.first { access($0, X_OK) == 0 }
  static var isThere: Bool { program != nil }

  private let socket: String

  /// Starts a command line of the shell; it is ended with the world.
  init(_ command: String, in world: World) async throws {
    socket = "\(world.directory)/tmux.sock"
    let own = self
    world.atEnd { _ = try? await own.tmux("kill-server") }
    // The shell stays, so that one can look at what the program left.
    try await tmux("new-session", "-d", "-x", "80", "-y", "24", "\(command); echo \"it ended with $?\"; exec cat")
  }

  /// Presses a key, or types text.
  func press(_ key: String) async throws {
    try await tmux("send-keys", key)
  }

  /// What stands on it.
  var text: String { get async throws { try await tmux("capture-pane", "-p") } }

  /// Waits until it shows something.
  func shows(_ words: String, within limit: Duration = .seconds(20)) async throws {
    do {
      try await eventually("the screen shows '\(words)'", within: limit) { try await text.contains(words) }
    } catch {
      throw KioskError(.notFound, "'\(words)' is not on this screen:\n\(try await text)")
    }
  }

  /// A variable of tmux, such as whether the cursor is shown.
  func value(of variable: String) async throws -> String {
    try await tmux("display-message", "-p", "#{\(variable)}").trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func resize(width: Int, height: Int) async throws {
    try await tmux("resize-window", "-x", "\(width)", "-y", "\(height)")
  }

  /// The program's terminal, such as /dev/pts/3.
  var device: String { get async throws { try await value(of: "pane_tty") } }

  @discardableResult
  private func tmux(_ arguments: String...) async throws -> String {
    let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "NO_COLOR": "1"]
    let words = ["-u", "-f", "/dev/null", "-S", socket] + arguments
    let (output, exit) = try await ChildProcess.run(Self.program ?? "tmux", words, environment: environment)
    guard exit == .code(0) else { throw KioskError(.internal, "tmux \(arguments): \(exit) \(output)") }
    return output
  }
}
