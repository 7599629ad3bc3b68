import Foundation
import Testing

@testable import KioskCore

@Suite struct AtomicFileTests {
  private let folder = try! QueueFolder()

  @Test func whatIsWrittenIsThereWholeAndNothingBesideIt() throws {
    let path = folder.path + "/file"
    for length in [0, 1, 100_000, 5] {
      let bytes = RandomBytes.make(length)
      try AtomicFile.write(bytes, to: path)
      #expect(try AtomicFile.read(path) == bytes)
      #expect(try AtomicFile.length(of: path) == length)
      #expect(try folder.files() == ["file"])
    }
  }

  @Test func aWriterThatFailsLeavesTheOldFile() async throws {
    let path = folder.path + "/file"
    try AtomicFile.write([1, 2, 3], to: path)
    try FileManager.default.createDirectory(atPath: path + ".new", withIntermediateDirectories: false)
    await expect(.storage) { try AtomicFile.write([4], to: path) }
    #expect(try AtomicFile.read(path) == [1, 2, 3])
  }

  /// They take turns; whoever reads sees one of them whole.
  @Test func manyWritersOfOneFileDoNotMix() async throws {
    let path = folder.path + "/file"
    await withThrowingTaskGroup(of: Void.self) { group in
      for writer in UInt8(0)..<20 {
        group.addTask { try AtomicFile.write([UInt8](repeating: writer, count: 50_000), to: path) }
        group.addTask {
          guard let bytes = try? AtomicFile.read(path) else { return }
          #expect(bytes.count == 50_000)
          #expect(Set(bytes).count == 1)
        }
      }
      await #expect(throws: Never.self) { try await group.waitForAll() }
    }
    #expect(try folder.files() == ["file"])
  }

  @Test func randomBytesAreAsManyAsWanted() {
    for count in [0, 1, 16, 255, 256, 257, 4096] { #expect(RandomBytes.make(count).count == count) }
    let bytes = RandomBytes.make(100_000)
    let counts = bytes.reduce(into: [Int](repeating: 0, count: 256)) { $0[Int($1)] += 1 }
    // 390.6 of each value; outside 270...530 has a chance below 10⁻⁷ for all of them together.
    #expect(counts.allSatisfy { (270...530).contains($0) })
  }
}
