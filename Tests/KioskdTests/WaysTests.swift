import Foundation
import GRPCCore
import KioskRPC
import Testing

@testable import KioskCore
@testable import kioskd

/// Every way of saying something goes the same way: captured, sealed, queued, delivered, opened.
@Suite struct WaysTests {
  private func drawing(_ description: String = "") throws -> Contribution.Content {
    let file = ShippedFilesTests.path("Tests/Fixtures/drawing.png")
    return .drawing(try Drawing(png: try AtomicFile.read(file), description: description))
  }

  private func cards(_ statements: String..., why: String = "") throws -> Contribution.Content {
    .cards(
      try Cards(
        statements.map { try Card(section: SectionReference(owner: .programme, section: "vision"), statement: $0) },
        why: why))
  }

  private func code(_ body: () async throws -> Void) async -> KioskError.Code? {
    do {
      try await body()
      return nil
    } catch { return (error as? KioskError)?.code }
  }

  @Test func everyWayReachesACoordinator() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let given = [
        .words(try Words("Keep connected to family")), try cards("home", "family", why: "I miss them"),
        try cards("school"), .feeling(try Feeling(level: 2)), .feeling(try Feeling(level: 5, why: "Today was good")),
        try drawing("a face"), try drawing(),
      ]
      for content in given { try await room.submit(content) }
      #expect(room.device.queue.level.words.queued == 5 && room.device.queue.level.drawings.queued == 2)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      let found = try await room.collect().contributions
      #expect(found.count == given.count)
      for content in given { #expect(found.contains { $0.content == content }, "\(content.way)") }
      #expect(found.allSatisfy { $0.labels.activity == "drop-in" && $0.labels.prompt == "first" })
    }
  }

  @Test func aCardThatIsNotOnOfferIsRefused() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let unknown = try cards("home", "garden")
      #expect(await code { try await room.submit(unknown) } == .notFound)
      #expect(room.device.queue.level.queued == 0)
    }
  }

  /// A full pool refuses its own only, and says so to whoever asks what is on and to staff.
  @Test func drawingsHaveRoomOfTheirOwn() async throws {
    try await TestRoom.with(minimum: 1000, capacity: 2, drawings: 1) { room in
      let drawing = try drawing()
      try await room.submit(drawing)
      #expect(await code { try await room.submit(drawing) } == .full)
      var status = try await room.onDevice { try await $0.unary(ControlMethods.getStatus, .init()).status }
      #expect((status.queued, status.capacity, status.isStorageHealthy) == (1, 3, true))
      #expect(try await room.onDevice { try await $0.unary(CaptureMethods.getWhatsOn, .init()).whatsOn.isAccepting })
      let findings = try await room.onDevice { try await $0.unary(ControlMethods.diagnose, .init()).findings }
      #expect(findings.first { $0.check == "queue.drawings" }?.severity == .error)
      #expect(findings.first { $0.check == "queue.level" }?.severity == .ok)
      for text in ["one", "two"] { try await room.submit(text) }
      #expect(await code { try await room.submit("three") } == .full)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      status = try await room.onDevice { try await $0.unary(ControlMethods.getStatus, .init()).status }
      #expect(status.queued == 0)
      try await room.submit(drawing)
    }
  }

  @Test func aDrawingIsTakenBackHereAndThere() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let drawing = try drawing()
      func flush() async throws {
        _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      }
      func withdraw(_ code: String) async throws {
        _ = try await room.onDevice {
          try await $0.unary(CaptureMethods.withdraw, WithdrawRequest(withdrawalCode: code))
        }
      }
      let early = try await room.submit(drawing, wantsCode: true).withdrawalCode
      try await withdraw(early)
      #expect(room.device.queue.level.queued == 1)
      try await flush()
      #expect(try await room.collect().contributions.isEmpty)
      let late = try await room.submit(drawing, wantsCode: true).withdrawalCode
      try await flush()
      #expect(try await room.collect().contributions.count == 1)
      try await withdraw(late)
      try await flush()
      let after = try await room.collect()
      #expect(after.contributions.isEmpty && after.withdrawn == 1)
    }
  }

  @Test func whereNoDrawingsAreTakenItIsSaid() async throws {
    try await TestRoom.with(minimum: 1000, drawings: 0) { room in
      let drawing = try drawing()
      #expect(await code { try await room.submit(drawing) } == .notReady)
      try await room.submit("in words then")
      let findings = try await room.onDevice { try await $0.unary(ControlMethods.diagnose, .init()).findings }
      #expect(findings.first { $0.check == "queue.drawings" }?.severity == .ok)
      #expect(!AtomicFile.exists(room.device.device.files.drawings))
    }
  }

  /// Forty drawings, more than go into a batch or a page: all come, each once.
  @Test func manyDrawingsGoInManyBatches() async throws {
    try await TestRoom.with(minimum: 1000, drawings: 40) { room in
      for number in 0..<40 { try await room.submit(try drawing("drawing \(number)")) }
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(60)) }
      let found = try await room.collect().contributions
      let descriptions = found.compactMap { contribution -> String? in
        if case .drawing(let drawing) = contribution.content { drawing.exposedDescription } else { nil }
      }
      #expect(descriptions.sorted() == (0..<40).map { "drawing \($0)" }.sorted())
    }
  }
}
