import KioskCore
import Testing

@Suite struct SettingsTests {
  static let keys: [Settings.Key] = [
    .init("queue_capacity", default: "2048", help: ""), .init("listen", help: ""),
    .init("socket_mode", default: "0660", help: ""),
  ]

  func settings(
    file: String = "", environment: [String: String] = [:], flags: [String: String?] = [:]
  ) throws(KioskError) -> Settings {
    var settings = Settings(keys: Self.keys)
    if !file.isEmpty { try settings.merge(file: Array(file.utf8), name: "kioskd.yaml") }
    try settings.merge(environment: environment, prefix: "KIOSKD_")
    try settings.merge(flags: flags)
    return settings
  }

  func message(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return ""
  }

  @Test func flagsWinOverTheEnvironmentAndThatOverTheFile() throws {
    let file = "queue_capacity: 1\n"
    #expect(try settings().integer("queue_capacity", in: 1...9999) == 2048)
    #expect(try settings(file: file).integer("queue_capacity", in: 1...9999) == 1)
    let environment = ["KIOSKD_QUEUE_CAPACITY": "2", "OTHER": "x"]
    #expect(try settings(file: file, environment: environment).integer("queue_capacity", in: 1...9999) == 2)
    let flags = ["queue_capacity": "3"]
    #expect(try settings(file: file, environment: environment, flags: flags).integer("queue_capacity", in: 1...9) == 3)
  }

  @Test func anUnknownKeyIsNamedWithItsPlace() {
    #expect(
      message { _ = try settings(file: "# comment\nqueue_capasity: 7\n") }
        == "kioskd.yaml:2: there is no setting 'queue_capasity'. Did you mean 'queue_capacity'?")
    #expect(
      message { _ = try settings(environment: ["KIOSKD_LISTN": "x"]) }.hasPrefix(
        "environment variable KIOSKD_LISTN: there is no setting 'listn'. Did you mean 'listen'?"))
  }

  @Test(arguments: ["0", "10", "-1", "1.5", "", "ten", "99999999999999999999"])
  func aNumberOutOfBoundsIsRefusedWithItsPlace(_ text: String) throws {
    let settings = try settings(file: "queue_capacity: \"\(text)\"\n")
    let found = message { _ = try settings.integer("queue_capacity", in: 1...9) }
    #expect(found == "kioskd.yaml:1: 'queue_capacity' takes a whole number from 1 to 9")
  }

  @Test func boundsAreInside() throws {
    #expect(try settings(file: "queue_capacity: 1").integer("queue_capacity", in: 1...9) == 1)
    #expect(try settings(file: "queue_capacity: 9").integer("queue_capacity", in: 1...9) == 9)
  }

  @Test func modesAreOctal() throws {
    #expect(try settings().mode("socket_mode") == 0o660)
    #expect(throws: KioskError.self) { try settings(file: "socket_mode: 0999").mode("socket_mode") }
    #expect(throws: KioskError.self) { try settings(file: "socket_mode: '1777'").mode("socket_mode") }
  }

  @Test(arguments: [
    ("127.0.0.1:7443", "127.0.0.1", 7443), ("[::1]:0", "::1", 0), ("kiosk.example:65535", "kiosk.example", 65535),
  ])
  func endpointsAreRead(_ text: String, _ host: String, _ port: Int) throws {
    #expect(try settings(file: "listen: '\(text)'").endpoint("listen") == HostPort(host: host, port: port))
    #expect(HostPort(host: host, port: port).description == text)
  }

  @Test(arguments: ["7443", "host", "host:", ":1", "host:65536", "host:-1", "a b:1"])
  func whatIsNoEndpointIsRefused(_ text: String) throws {
    #expect(throws: KioskError.self) { try settings(file: "listen: '\(text)'").endpoint("listen") }
  }

  @Test(arguments: ["[", "a: b: c", "- x", "a: &x 1\nb: *x", "a: 1\na: 2", "a: !!int 1", "? [x]\n: y", "a:\n  b: 1"])
  func whatIsNotKeysAndValuesIsRefused(_ file: String) {
    #expect(message { _ = try settings(file: file) }.hasPrefix("kioskd.yaml:"))
  }
}

@Suite struct YAMLNodeTests {
  @Test func nestingStopsAtItsBound() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + "x" + String(repeating: "]", count: depth)).utf8)
    }
    _ = try YAMLNode.parse(nested(YAMLNode.maximumDepth - 1), name: "f")
    #expect(throws: KioskError.self) { try YAMLNode.parse(nested(YAMLNode.maximumDepth), name: "f") }
  }

  @Test func lengthStopsAtItsBound() throws {
    func comment(_ count: Int) -> [UInt8] { Array("#".utf8) + [UInt8](repeating: 120, count: count - 1) }
    _ = try YAMLNode.parse(comment(YAMLNode.maximumBytes), name: "f")
    #expect(throws: KioskError.self) { try YAMLNode.parse(comment(YAMLNode.maximumBytes + 1), name: "f") }
  }

  @Test func nodesKnowTheirLines() throws {
    guard case .mapping(let entries, _) = try YAMLNode.parse(Array("a: 1\n\nb:\n  - x\n  - y\n".utf8), name: "f"),
      case .sequence(let items, _) = entries[1].value
    else {
      Issue.record("it is no mapping with a list")
      return
    }
    #expect(entries.map(\.keyLine) == [1, 3])
    #expect(items.map(\.line) == [4, 5])
  }
}
