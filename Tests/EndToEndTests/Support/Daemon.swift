import Foundation
import KioskCore
import Synchronization
import Testing

/// One of the project's programs in its own process, as it would run on a machine: started, stopped, killed, frozen.
final class Daemon: Sendable {
  let world: World
  /// Name of the binary.
  let program: String
  /// Name of this one in its world.
  let name: String
  let notify: NotifySocket
  private let state: Mutex<State>

  private struct State {
    var settings: [String: String]
    var process: ChildProcess?
    var starts = 0
  }

  /// - Parameter settings: what its configuration file says.
  init(_ program: String, named name: String, in world: World, settings: [String: String]) throws {
    self.world = world
    self.program = program
    self.name = name
    notify = try NotifySocket("\(world.directory)/\(name).notify")
    state = Mutex(State(settings: ["log_level": "trace"].merging(settings) { $1 }))
    world.atEnd { [self] in await kill() }
  }

  /// The binaries stand beside the tests' own.
  static let products: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (own as NSString).deletingLastPathComponent
  }()

  var configuration: String { "\(world.directory)/\(name).yaml" }
  private var straceLog: String { "\(world.directory)/\(name).strace" }
  private var process: ChildProcess? { state.withLock { $0.process } }
  var isRunning: Bool { process.map { $0.poll() == nil } ?? false }
  var pid: pid_t? { process?.pid }

  /// Changes a setting from the next start or reload on.
  func set(_ key: String, to value: String) throws {
    state.withLock { $0.settings[key] = value }
    try writeConfiguration()
  }

  private func writeConfiguration() throws {
    let settings = state.withLock { $0.settings }
    let lines = settings.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"\n" }
    try AtomicFile.write(Array(lines.joined().utf8), to: configuration)
  }

  /// Starts it and waits until it says that it is ready.
  /// - Throws: `StartFailure` when it ends instead.
  func start(under injection: Injection? = nil, environment: [String: String] = [:]) async throws {
    let process = try launch(under: injection, environment: environment)
    try await eventually("\(name) is ready") {
      // Asked in this order: what it said before its end counts.
      let exit = process.poll()
      if notify.words.contains("READY=1") { return true }
      if let exit { throw StartFailure(exit: exit, output: world.logText) }
      return false
    }
  }

  /// Starts it and does not wait.
  @discardableResult
  func launch(under injection: Injection? = nil, environment: [String: String] = [:]) throws -> ChildProcess {
    try #require(!isRunning)
    try writeConfiguration()
    notify.clear()
    unlink(straceLog)
    var variables = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("KIOSK") && $0.key != "WATCHDOG_USEC" && $0.key != "LISTEN_FDS"
    }
    variables["NOTIFY_SOCKET"] = notify.path
    variables.merge(environment) { $1 }
    let command = ["\(Self.products)/\(program)", "--config", configuration]
    let words = injection.map { ["strace"] + $0.arguments(log: straceLog) + command } ?? command
    let process = try ChildProcess(words[0], Array(words.dropFirst()), environment: variables, log: world.log)
    state.withLock { $0.process = process }
    return process
  }

  /// Starts it with something that must keep it from starting.
  /// - Returns: how it ended, and what it said to that.
  func startInVain() async throws -> StartFailure {
    let before = world.logText.count
    let exit = try await launch().ended()
    #expect(!notify.words.contains("READY=1"), "it said that it was ready")
    return StartFailure(exit: exit, output: String(world.logText.dropFirst(before)))
  }

  /// Asks it to stop, and waits until it has.
  @discardableResult
  func stop(within limit: Duration = .seconds(30)) async throws -> ChildProcess.Exit {
    let process = try #require(process)
    process.send(SIGTERM)
    return try await process.ended(within: limit)
  }

  /// Ends it without warning; does nothing when it has ended.
  func kill() async {
    guard let process else { return }
    process.send(SIGKILL)
    _ = try? await process.ended()
  }

  func signal(_ signal: Int32) {
    process?.send(signal)
  }

  /// Runs `body` while it stands still; one that does not run is left alone.
  func frozen<R>(_ body: () async throws -> R) async throws -> R {
    guard let process, process.poll() == nil else { return try await body() }
    process.send(SIGSTOP)
    defer { process.send(SIGCONT) }
    try await eventually("\(name) stands still") { process.poll() != nil || process.isStopped }
    return try await body()
  }

  /// Waits for its end.
  @discardableResult
  func ended(within limit: Duration = .seconds(30)) async throws -> ChildProcess.Exit {
    try await #require(process).ended(within: limit)
  }

  private var straceText: String { (try? String(contentsOfFile: straceLog, encoding: .utf8)) ?? "" }

  /// Whether the fault that it was started under has been put in: strace notes failures and delays beside the call, and
  /// signals on a line of their own.
  var hasMetItsFault: Bool {
    let text = straceText
    return ["INJECTED", "DELAYED", "killed by", "stopped by"].contains { text.contains($0) }
  }

  /// Whether an injected SIGSTOP has reached it.
  var isStopped: Bool { straceText.contains("stopped by SIGSTOP") }
}

/// A daemon that ended before it was ready.
struct StartFailure: Error, CustomStringConvertible {
  let exit: ChildProcess.Exit
  let output: String

  var description: String { "it ended with \(exit) before it was ready: \(output.suffix(500))" }
}
