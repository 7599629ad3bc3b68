import Foundation

@testable import KioskCore

/// The second implementation, `Tests/Interop/envelope.py`, run by the Python that `scripts/deps test` installs.
enum PythonEnvelope {
  struct Outcome {
    var status: Int32
    var output: Data
    var complaint: String
  }

  static let interpreter = EnvelopeFixtures.repository.appending(path: ".build/venv/bin/python")
  static let script = EnvelopeFixtures.repository.appending(path: "Tests/Interop/envelope.py")

  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: interpreter.path) }

  static func run(_ arguments: [String], input: [UInt8] = []) throws -> Outcome {
    // A file, not a pipe: writing to a process that has ended would end this one too.
    let inputFile = FileManager.default.temporaryDirectory.appending(path: "envelope-\(UUID().uuidString)")
    try Data(input).write(to: inputFile)
    defer { try? FileManager.default.removeItem(at: inputFile) }

    let process = Process()
    let output = Pipe()
    let complaint = Pipe()
    process.executableURL = interpreter
    process.arguments = [script.path] + arguments
    // Nothing is handed down: a sanitizer that is preloaded here is no concern of Python's.
    process.environment = ["PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"]
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = output
    process.standardError = complaint
    try process.run()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    let complained = try complaint.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: written, complaint: String(decoding: complained, as: UTF8.self))
  }
}
