import KioskCore
import KioskRPC
import Testing

@testable import kiosk_bench

/// A programme as large as any that is thought of. What it takes in time and memory is measured by `make bench`.
struct ProgrammeStartTests {
  @Test(.timeLimit(.minutes(10))) func aVeryLargeProgrammeIsOffered() async throws {
    try await World.with { world in
      let pack = try LargeProgramme().pack()
      #expect(pack.agendas.count == LargeProgramme.agendas)
      let statements = pack.agendas.flatMap(\.sections).reduce(0) { $0 + $1.statements.count }
      #expect(statements == LargeProgramme.statements)
      let file = try SignedPack(pack, signedBy: world.packKey).fileBytes()
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      try await device.loadPack(file)
      await device.daemon.kill()
      try await device.daemon.start()
      #expect(try await device.whatsOn.activities == pack.dropIn)
      let request = SubmitRequest(
        activity: "drop-in", prompt: "working-well", content: .words(try Words(world.ledger.next())))
      _ = try await device.call { try await $0.unary(CaptureMethods.submit, request) }
    }
  }

  /// Neither made nor taken: a device has to hold it in memory.
  @Test(.timeLimit(.minutes(10))) func aLargerOneIsRefused() async throws {
    try await World.with { world in
      var larger = LargeProgramme()
      larger.statementsOfSection += larger.statementsOfSection * 2 / 5
      let pack = try larger.pack()
      #expect(throws: KioskError.self) { try SignedPack(pack, signedBy: world.packKey) }
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      let digest = try await device.whatsOn.packDigest
      let file = try world.sign(try pack.encoded())
      #expect(file.count > SignedPack.maximumBytes)
      let error = await #expect(throws: KioskError.self) { try await device.loadPack(file) }
      #expect(error?.code == .invalid)
      #expect(try await device.whatsOn.packDigest == digest)
    }
  }
}
