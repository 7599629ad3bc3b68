import Foundation
import KioskFuzzing
import Testing

/// Inputs that once broke a parser, and a few that are awkward by make, fed to every parser.
@Suite struct FuzzRegressionTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/fuzz")

  @Test(arguments: FuzzTarget.allCases) func keptInputsBreakNothing(_ target: FuzzTarget) throws {
    let kept = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "bin" }
    #expect(!kept.isEmpty)
    for file in kept { target.feed([UInt8](try Data(contentsOf: file))) }
  }

  @Test(arguments: FuzzTarget.allCases) func randomInputsBreakNothing(_ target: FuzzTarget) {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let count = Int.random(in: 0...96, using: &generator)
      target.feed((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
  }
}
