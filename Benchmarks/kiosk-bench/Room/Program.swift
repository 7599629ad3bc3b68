import Foundation
import KioskCore

/// One of the programs, running.
final class Program: Sendable {
  let pid: Int32
  private let process: Process

  /// Starts a program; what it says goes to a log.
  /// - Parameter wrapper: a command in front of it, such as strace, that leaves it its process number.
  init(_ path: String, _ arguments: [String], log: String, wrapper: [String] = []) throws(KioskError) {
    let process = Process()
    let command = wrapper + [path] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let output = FileHandle(forWritingAtPath: log)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    do { try process.run() } catch { throw KioskError(.notFound, "\(command[0]) cannot be started") }
    self.process = process
    pid = process.processIdentifier
    RunningPrograms.add(pid)
  }

  var isRunning: Bool { process.isRunning }
  var probe: ProcessProbe { ProcessProbe(pid: pid) }

  /// Asks it to stop, and waits until it has.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    RunningPrograms.remove(pid)
  }

  /// Runs a command to its end.
  /// - Returns: what it said on standard output.
  /// - Throws: `.notFound` when there is no such command, `.internal` when it failed.
  @discardableResult
  static func output(_ command: [String]) throws(KioskError) -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { throw KioskError(.notFound, "\(command[0]) cannot be started") }
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw KioskError(.internal, "\(command[0]) failed") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a command is installed.
  static func isInstalled(_ name: String) -> Bool { (try? output(["which", name])) != nil }
}
