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
      try await TestRoom.with(enrolled: false) { new in
        try await TestRoom.with(minimum: 1000, capacity: 1) { full in
          try await full.submit("Relationships that last")
          try await call(room, new: new, full: full)
        }
      }
    }
  }

  private func call(_ room: TestRoom, new: TestRoom, full: TestRoom) async throws {
    let packs = (own: room.directory + "/other.kpack", strangers: room.directory + "/strangers.kpack")
    var pack = try TestRoom.pack()
    pack.revision = 2
    try AtomicFile.write(try SignedPack(pack, signedBy: room.packKey).fileBytes(), to: packs.own)
    try AtomicFile.write(try SignedPack(pack, signedBy: new.packKey).fileBytes(), to: packs.strangers)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python)
    process.arguments = [
      Self.root.appendingPathComponent("Tests/Interop/grpc_client.py").path,
      "--proto", Self.root.appendingPathComponent("proto").path, "--socket", room.socket,
      "--store", room.store.address, "--credentials", room.directory + "/credentials", "--pack", packs.own,
      "--strangers-pack", packs.strangers, "--new-socket", new.socket, "--full-socket", full.socket,
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
