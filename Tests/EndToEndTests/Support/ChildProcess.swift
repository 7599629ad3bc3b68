import Foundation
import KioskCore
import Synchronization

/// A program that a test started, known by its process id until its end was seen. Its output goes behind a log.
final class ChildProcess: Sendable {
  /// How a program ended.
  enum Exit: Equatable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  let pid: pid_t
  private let exit = Mutex<Exit?>(nil)

  /// Starts a program; nothing but its output and `environment` is passed on.
  init(_ executable: String, _ arguments: [String], environment: [String: String], log: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The test's own threads block and ignore signals that a daemon waits for.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let argv = ([executable] + arguments).map { strdup($0) }
    let envp = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { for pointer in argv + envp { free(pointer) } }
    var started: pid_t = 0
    let result = posix_spawnp(&started, executable, &actions, &attributes, argv + [nil], envp + [nil])
    guard result == 0 else {
      throw KioskError(.notFound, "\(executable) cannot be started: \(String(cString: strerror(result)))")
    }
    pid = started
  }

  /// How it ended; nil while it runs.
  func poll() -> Exit? {
    exit.withLock { exit in
      if exit != nil { return exit }
      var status: Int32 = 0
      guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
      exit = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
      return exit
    }
  }

  /// Whether every thread of it is stopped.
  var isStopped: Bool {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return !threads.isEmpty
      && threads.allSatisfy { thread in
        let line = (try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/stat", encoding: .utf8)) ?? ""
        // pid (name) state; the name may hold anything.
        let state = line.split(separator: ")").last?.split(separator: " ").first ?? ""
        return state == "T" || state == "t"
      }
  }

  /// Sends a signal, unless it has ended: the number may be another program's then.
  func send(_ signal: Int32) {
    guard poll() == nil else { return }
    kill(pid, signal)
  }

  /// Waits for its end.
  /// - Throws: `.unreachable` when the time is up.
  @discardableResult
  func ended(within limit: Duration = .seconds(30)) async throws -> Exit {
    let end = ContinuousClock.now + limit
    while true {
      if let exit = poll() { return exit }
      guard ContinuousClock.now < end else { throw KioskError(.unreachable, "process \(pid) did not end in \(limit)") }
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Runs a program to its end.
  /// - Returns: what it printed, and how it ended.
  static func run(
    _ executable: String, _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
    within limit: Duration = .seconds(60)
  ) async throws -> (output: String, exit: Exit) {
    let log = NSTemporaryDirectory() + "/kiosk-run-" + RandomBytes.make(6).hexadecimal
    defer { try? FileManager.default.removeItem(atPath: log) }
    let process = try ChildProcess(executable, arguments, environment: environment, log: log)
    do {
      let exit = try await process.ended(within: limit)
      return (String(decoding: (try? AtomicFile.read(log, maximum: .max)) ?? [], as: UTF8.self), exit)
    } catch {
      process.send(SIGKILL)
      throw error
    }
  }

  /// Runs a program that must succeed.
  @discardableResult
  static func check(_ executable: String, _ arguments: String...) async throws -> String {
    let (output, exit) = try await run(executable, arguments)
    guard exit == .code(0) else {
      throw KioskError(.storage, "\(executable) \(arguments.joined(separator: " ")): \(exit) \(output)")
    }
    return output
  }
}
