import Foundation
import KioskCore
import Testing

@testable import kiosk_ctl

/// What is written for people holds for the program.
@Suite struct DocumentationTests {
  static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized

  func text(_ path: String) throws -> String {
    String(decoding: try AtomicFile.read(Self.root.appendingPathComponent(path).path), as: UTF8.self)
  }

  @Test func theTableOfExitStatusesHasEveryCode() throws {
    let rows = try text("docs/cli.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
    for code in KioskError.Code.allCases {
      let number = ExitStatus(code).rawValue
      #expect(rows.contains { $0.hasPrefix("| \(number) |") && $0.contains("`\(code.rawValue)`") })
    }
    for status in ExitStatus.allCases {
      #expect(rows.filter { $0.hasPrefix("| \(status.rawValue) |") }.count == 1)
    }
  }

  @Test func theManualHasEveryExitStatusAndEveryCommand() throws {
    let manual = try text("docs/man/kiosk-ctl.1")
    for status in ExitStatus.allCases { #expect(manual.contains(".It \(status.rawValue)\n")) }
    for code in KioskError.Code.allCases { #expect(manual.contains(code.rawValue)) }
    for line in CommandLineTests.lines {
      #expect(manual.contains(line[0]))
      for option in line where option.hasPrefix("--") { #expect(manual.contains(option.dropFirst(2))) }
    }
  }

  @Test func theKeyFileInTheDocumentationOpens() throws {
    let parts = try text("docs/cli.md").components(separatedBy: "```\n")
    let example = try #require(parts.first { $0.hasPrefix("kiosk key file v1") })
    #expect(example == KeyFileFixture.text)
  }

  @Test func theColumnsInTheDocumentationAreThoseOfTheTable() throws {
    let manual = try text("docs/cli.md").replacingOccurrences(of: "\n", with: " ")
    let columns = CollectedContribution.CodingKeys.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    #expect(manual.contains(columns))
  }
}
