import Foundation
import KioskCore
import Testing

/// A folder of its own for a test, gone with the last reference; in memory where the system has such a place.
final class TestFolder: Sendable {
  let path: String

  init() throws {
    let parent = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    path = parent + "/kiosk-ctl-" + RandomBytes.make(8).hexadecimal
    try AtomicFile.makeDirectory(path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, _ name: String) throws -> String {
    try AtomicFile.write(Array(text.utf8), to: file(name))
    return file(name)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try AtomicFile.read(file(name), maximum: .max), as: UTF8.self)
  }

  func mode(_ name: String) -> UInt32 {
    var status = stat()
    return stat(file(name), &status) == 0 ? status.st_mode & 0o777 : 0
  }
}

/// Expects an error with a code, and gives it back.
@discardableResult
func expect(
  _ code: KioskError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> KioskError? {
  do {
    try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
  } catch let error as KioskError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    return error
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
  return nil
}
