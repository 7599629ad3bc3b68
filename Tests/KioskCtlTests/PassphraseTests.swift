import KioskCore
import Testing

@testable import kiosk_ctl

@Suite struct PassphraseTests {
  let folder = try! TestFolder()

  @Test func aShortOneIsRefusedForNewFilesOnly() throws {
    let source = PassphraseSource(files: [try folder.write("eleven char\n", "short")])
    #expect(try source.existing(["key"]).count == 1)
    let error = expect(.invalid) { _ = try source.new(["key"]) }
    #expect(error?.nextStep.contains("longer") == true)
    #expect(try PassphraseSource(files: [try folder.write("twelve chars", "long")]).new(["key"]).count == 1)
  }

  @Test func onlyTheFirstLineCounts() throws {
    let path = try folder.write("the first line it is\r\nanother\n", "file")
    #expect(try Passphrase(file: path) == Passphrase(typed: "the first line it is"))
    expect(.invalid) { _ = try Passphrase(file: try folder.write("\nsecond\n", "empty")) }
    expect(.notFound) { _ = try Passphrase(file: folder.file("missing")) }
  }

  @Test func oneFileIsForAllAndSeveralAreInOrder() throws {
    let first = try folder.write("the first passphrase", "1")
    let second = try folder.write("the second passphrase", "2")
    let shared = try PassphraseSource(files: [first]).existing(["a", "b", "c"])
    #expect(shared == Array(repeating: try Passphrase(file: first), count: 3))
    let own = try PassphraseSource(files: [first, second]).existing(["a", "b"])
    #expect(own == [try Passphrase(file: first), try Passphrase(file: second)])
    expect(.invalid) { _ = try PassphraseSource(files: [first, second]).existing(["a", "b", "c"]) }
  }
}
