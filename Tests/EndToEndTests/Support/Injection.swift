import Foundation
import KioskCore

/// A fault that strace puts into a daemon's system calls. The calls are counted apart in each thread.
struct Injection: Sendable, CustomStringConvertible {
  /// What happens to the call.
  enum Effect: Sendable {
    /// A signal comes with it. SIGKILL comes before it is carried out, any other after.
    case signal(String)
    /// It is not carried out, and fails.
    case error(String)
    /// It waits for so many microseconds first.
    case delay(Int)
  }

  /// Name of the system call.
  let call: String
  let effect: Effect
  /// Which of the calls, as strace's "when" has it: `5`, `3..6`, `2+`.
  let when: String

  init(_ effect: Effect, at call: String, when: String) {
    self.call = call
    self.effect = effect
    self.when = when
  }

  /// Kills at the k-th call.
  static func kill(at call: String, _ k: Int) -> Injection { Injection(.signal("SIGKILL"), at: call, when: "\(k)") }

  /// Stops all threads right behind the k-th call.
  static func stop(behind call: String, _ k: Int) -> Injection {
    Injection(.signal("SIGSTOP"), at: call, when: "\(k)")
  }

  /// strace's arguments; the tracer stands aside, so that the program is the child of whoever starts it.
  func arguments(log: String) -> [String] {
    // The filter spares the program all other stops, but no signal can be sent from the one that it makes.
    let (effect, filter): (String, [String]) =
      switch effect {
      case .signal(let name): ("signal=\(name)", [])
      case .error(let name): ("error=\(name)", ["--seccomp-bpf"])
      case .delay(let microseconds): ("delay_enter=\(microseconds)", ["--seccomp-bpf"])
      }
    return ["-D", "-f", "-qq"] + filter + [
      "-o", log, "-e", "trace=\(call)", "-e", "inject=\(call):\(effect):when=\(when)",
    ]
  }

  var description: String { "\(effect) at \(call) \(when)" }
}

extension Injection {
  /// Whether strace is here and may put faults into a program.
  static let isPossible: Bool = {
    let log = NSTemporaryDirectory() + "/kiosk-probe-" + RandomBytes.make(6).hexadecimal
    defer { try? FileManager.default.removeItem(atPath: log) }
    let probe = Injection(.error("EIO"), at: "openat", when: "1+")
    guard
      let process = try? ChildProcess(
        "strace", probe.arguments(log: log) + ["cat", "/etc/passwd"], environment: ProcessInfo.processInfo.environment,
        log: "/dev/null")
    else { return false }
    for _ in 0..<500 {
      if let exit = process.poll() {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return exit != .code(0) && text.contains("INJECTED")
      }
      usleep(10_000)
    }
    process.send(SIGKILL)
    return false
  }()
}
