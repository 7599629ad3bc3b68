import Crypto
import Foundation
import KioskCore
import Synchronization
import Testing

/// One test's own world: an id, a directory, a log, keys of its own, and a clean-up in the reverse order of what was
/// set up. Every contribution in it holds one marker word, which at the end must stand in no file and in no log.
final class World: Sendable {
  /// Names the test and this run of it.
  let id: String
  let directory: String
  let marker: String
  let collectionKey: CollectionPrivateKey
  let packKey = Curve25519.Signing.PrivateKey()
  /// What was sent and what was answered.
  let ledger: Ledger
  private let cleanups = Mutex<[@Sendable () async -> Void]>([])

  var log: String { directory + "/log" }

  private init() throws {
    let name = (Test.current?.name ?? "test").prefix { $0 != "(" }.prefix(32)
    id = "\(name)-\(RandomBytes.make(3).hexadecimal)"
    directory = "/tmp/kiosk-\(id)"
    marker = "quagga" + RandomBytes.make(4).hexadecimal
    collectionKey = try CollectionPrivateKey()
    ledger = Ledger(marker: marker)
    try AtomicFile.makeDirectory(directory)
    try AtomicFile.write(Array("\(id)\n".utf8), to: log)
  }

  /// Runs `body` in a world of its own, and takes that down afterwards whatever happened.
  static func with(_ body: (World) async throws -> Void) async throws {
    await Turn.taken.wait()
    defer { Turn.taken.signal() }
    let world = try World()
    do {
      try await body(world)
      try await world.end()
    } catch {
      world.showLog()
      try? await world.end()
      throw error
    }
  }

  /// Remembers what is to be undone at the end; the last comes first.
  func atEnd(_ cleanup: @escaping @Sendable () async -> Void) {
    cleanups.withLock { $0.append(cleanup) }
  }

  private func end() async throws {
    expectNoWords()
    while let cleanup = cleanups.withLock({ $0.popLast() }) { await cleanup() }
    if !Scale.keepsDirectories { try FileManager.default.removeItem(atPath: directory) }
  }

  /// Everything that was logged in this world.
  var logText: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

  /// Waits until the log says something.
  func logSays(_ text: String) async throws {
    try await eventually("the log says '\(text)'") { logText.contains(text) }
  }

  /// No log and no file of a daemon holds what was said.
  private func expectNoWords() {
    let needle = Array(marker.utf8)
    guard let files = FileManager.default.enumerator(atPath: directory) else { return }
    var looked = 0
    for case let name as String in files {
      var status = stat()
      guard lstat("\(directory)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        let bytes = try? Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
      else { continue }
      looked += 1
      #expect(bytes.range(of: Data(needle)) == nil, "\(name) holds words")
    }
    #expect(looked > 0, "there was nothing to look into")
  }

  private func showLog() {
    let lines = logText.split(separator: "\n").filter { !$0.contains(" trace ") && !$0.contains(" debug ") }.suffix(40)
    FileHandle.standardError.write(Data("log of \(id):\n\(lines.joined(separator: "\n"))\n".utf8))
  }

  /// Lets only so many worlds exist at once: each holds several daemons.
  private final class Turn: Sendable {
    static let taken = Turn(Scale.worlds)
    private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

    init(_ count: Int) {
      state = Mutex((count, []))
    }

    func wait() async {
      await withCheckedContinuation { continuation in
        let isFree = state.withLock { state in
          if state.free > 0 {
            state.free -= 1
            return true
          }
          state.waiting.append(continuation)
          return false
        }
        if isFree { continuation.resume() }
      }
    }

    func signal() {
      let next = state.withLock { state in
        if state.waiting.isEmpty {
          state.free += 1
          return nil as CheckedContinuation<Void, Never>?
        }
        return state.waiting.removeFirst()
      }
      next?.resume()
    }
  }
}

/// Waits until something holds.
/// - Throws: `KioskError.unreachable` when the time is up.
func eventually(
  _ what: String, within limit: Duration = .seconds(30), _ holds: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while ContinuousClock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  throw KioskError(.unreachable, "it never came about that \(what)")
}
