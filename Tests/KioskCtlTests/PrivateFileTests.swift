import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct PrivateFileTests {
  let folder = try! TestFolder()

  @Test func filesGetTheirModes() throws {
    try PrivateFile.create([
      (folder.file("key"), [1], AtomicFile.privateMode), (folder.file("key.pub"), [2], AtomicFile.publicMode),
    ])
    #expect(folder.mode("key") == 0o600)
    #expect(folder.mode("key.pub") == 0o644)
  }

  @Test func whatIsThereIsNotOverwrittenAndNothingElseIsLeft() throws {
    _ = try folder.write("old", "key.pub")
    expect(.conflict) {
      try PrivateFile.create([(folder.file("key"), [1], 0o600), (folder.file("key.pub"), [2], 0o644)])
    }
    #expect(try folder.text("key.pub") == "old")
    #expect(!AtomicFile.exists(folder.file("key")))
  }
}
