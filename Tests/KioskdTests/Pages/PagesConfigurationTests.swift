import KioskCore
import Testing

@testable import kioskd

@Suite struct PagesConfigurationTests {
  func load(_ flags: [String: String]) throws(KioskError) -> KioskdConfiguration {
    try .load(file: nil, environment: [:], flags: flags.mapValues { $0 })
  }

  func code(_ flags: [String: String]) -> KioskError.Code? {
    do { _ = try load(flags) } catch { return error.code }
    return nil
  }

  @Test(arguments: ["127.0.0.1:7480", "127.9.9.9:1", "[::1]:7480", "[0:0:0:0:0:0:0:1]:0"])
  func addressesOfThisDeviceAreTaken(_ address: String) throws {
    #expect(try load(["pages": address]).pages.address != nil)
  }

  @Test(arguments: [
    "0.0.0.0:7480", "192.0.2.1:7480", "[::]:7480", "[::2]:7480", "[::ffff:127.0.0.1]:7480", "localhost:7480",
    "127.1:7480", "128.0.0.1:7480", "example.com:80", "7480",
  ])
  func othersAreNot(_ address: String) {
    #expect(code(["pages": address]) == .invalid)
  }

  @Test func theyAreOffUnlessSet() throws {
    let configuration = try load([:])
    #expect(configuration.pages.address == nil)
    #expect(configuration.helpCommand == nil)
    #expect(configuration.helpRoutes.isEmpty)
  }

  @Test(arguments: [
    ["text_size": "xxl"], ["contrast": "red"], ["language": "English!"], ["idle_seconds": "19"],
    ["idle_seconds": "601"],
  ])
  func whatCannotBeIsRefused(_ flags: [String: String]) {
    #expect(code(flags) == .invalid)
  }

  @Test func theLastSecondsAreTaken() {
    #expect(code(["idle_seconds": "20"]) == nil)
    #expect(code(["idle_seconds": "600"]) == nil)
  }

  @Test func anAddressIsWrittenAsABrowserWritesIt() {
    #expect(PageGuard(HostPort(host: "127.0.0.1", port: 80)).origin == "http://127.0.0.1")
    #expect(PageGuard(HostPort(host: "::1", port: 7480)).origin == "http://[::1]:7480")
  }
}

@Suite struct GroupFileTests {
  @Test func theGroupAndItsPeopleAreKept() async throws {
    try await TestRoom.withFolder { folder in
      let file = GroupFile(path: folder + "/group")
      #expect(file.read() == GroupFile.Entry())
      for (group, people, text) in [
        ("2", 4, "2 4"), ("99", 99, "99 99"), ("", 3, "none 3"), ("7", 0, "7"), ("", 0, ""),
      ] {
        let entry = try GroupFile.Entry(group: group, people: UInt32(people))
        try file.write(entry)
        #expect(file.read() == entry)
        #expect(String(decoding: try AtomicFile.read(file.path), as: UTF8.self) == text)
      }
    }
  }

  @Test func whatAnEarlierVersionWroteIsRead() async throws {
    try await TestRoom.withFolder { folder in
      try TestRoom.write("5", to: folder + "/group")
      let five = try GroupFile.Entry(group: "5", people: 0)
      #expect(GroupFile(path: folder + "/group").read() == five)
      for wrong in ["0", "100", "05", "5 100", "5 -1", "5 x", "5 4 3", "none none", "\u{0}"] {
        try TestRoom.write(wrong, to: folder + "/group")
        #expect(GroupFile(path: folder + "/group").read() == GroupFile.Entry(), "\(wrong)")
      }
    }
  }

  @Test func tooManyPeopleAreRefused() {
    func isTaken(_ people: UInt32) -> Bool { (try? GroupFile.Entry(group: "1", people: people)) != nil }
    #expect(isTaken(99))
    #expect(!isTaken(100))
  }
}
