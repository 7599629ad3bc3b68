import Foundation
import KioskCore
import Testing

@testable import kiosk_store

/// A gRPC client that is not ours finds its way by the contract alone.
@Suite struct ForeignClientTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let python = root.appendingPathComponent(".build/venv/bin/python").path
  static var hasPython: Bool { FileManager.default.isExecutableFile(atPath: python) }

  @Test(.enabled(if: hasPython, "skipped: there is no .build/venv; make it with scripts/deps test"))
  func googlesClientForPythonIsServed() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Self.python)
      process.arguments = [
        Self.root.appendingPathComponent("Tests/Interop/grpc_client.py").path,
        "--proto", Self.root.appendingPathComponent("proto").path, "--socket", room.socket,
        "--store", room.store.address, "--credentials", room.directory + "/credentials",
      ]
      let output = Pipe()
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let text = await Task.detached {
        String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      }
      .value
      process.waitUntilExit()
      #expect(process.terminationStatus == 0, "\(text)")
      #expect(text.contains("0 failed"))
    }
  }
}
