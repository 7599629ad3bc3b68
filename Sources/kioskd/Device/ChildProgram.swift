import KioskCore
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Another program that this one runs: without a shell, with little around it, and not for longer than it may take.
struct ChildProgram: Sendable, Equatable {
  /// Where programs are looked for that are named without a folder.
  private static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]
  private static let environment: [Environment.Key: String] = [
    "PATH": folders.joined(separator: ":"), "LANG": "C.UTF-8",
  ]
  /// From the wish that it ends to its end.
  private static let grace = Duration.seconds(1)

  /// Its name or path.
  let name: String
  private let arguments: [String]

  /// Reads a command line: words with white space between them, and nothing else that a shell would see in it.
  /// - Returns: nil where there is no word.
  init?(_ commandLine: String) {
    let words = commandLine.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let name = words.first else { return nil }
    self.name = name
    arguments = Array(words.dropFirst())
  }

  /// Whether there is such a program.
  var isThere: Bool {
    let places = name.contains("/") ? [name] : Self.folders.map { $0 + "/" + name }
    return places.contains { access($0, X_OK) == 0 }
  }

  /// Runs it to its end.
  /// - Parameters:
  ///   - more: arguments behind those of the command line. Anybody on the device can see them.
  ///   - input: what it reads.
  ///   - variables: what it finds in its environment beside the little that is always there.
  /// - Returns: what it wrote.
  /// - Throws: `.full` when it writes more; `.unreachable` when it cannot be started, fails or takes longer.
  func run(
    _ more: [String] = [], input: [UInt8] = [], outputLimit: Int, timeLimit: Duration,
    variables: [(String, String)] = []
  ) async throws(KioskError) -> [UInt8] {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)]
    var environment = Self.environment
    for (key, value) in variables { environment[Environment.Key(rawValue: key)!] = value }
    let configuration = Configuration(
      executable: name.contains("/") ? .path(FilePath(name)) : .name(name), arguments: Arguments(arguments + more),
      environment: .custom(environment), platformOptions: options)
    do {
      return try await withThrowingTaskGroup(of: [UInt8]?.self) { tasks in
        defer { tasks.cancelAll() }
        tasks.addTask {
          let result = try await Subprocess.run(
            configuration, input: .array(input), output: .bytes(limit: outputLimit), error: .discarded)
          return result.terminationStatus.isSuccess ? result.standardOutput : nil
        }
        tasks.addTask {
          try await Task.sleep(for: timeLimit)
          return nil
        }
        guard let output = try await tasks.next() ?? nil else { throw Failure() }
        return output
      }
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw KioskError(.full, "\(name) wrote more than \(outputLimit) bytes")
    } catch {
      throw KioskError(.unreachable, "\(name) did not do it", nextStep: "Look whether it is installed and runs")
    }
  }

  private struct Failure: Error {}
}
