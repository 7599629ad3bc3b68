import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// What kioskd is told about the touch pages.
struct PagesConfiguration: Sendable {
  /// How large the pages' text is at first.
  enum TextSize: String, CaseIterable { case s, m, l, xl }
  /// The pages' colours at first.
  enum Contrast: String, CaseIterable { case light, dark, high }

  /// What stands between two help routes in the setting.
  static let routeSeparator = " | "
  /// From a second for each word of a short sentence to as long as comparable kiosks wait at most.
  static let idleBounds = 20...600

  static let keys: [Settings.Key] = [
    .init("pages", help: "host:port on loopback where a browser gets the touch pages; off unless set."),
    .init("pages_directory", default: "/usr/share/kiosk/pages", help: "Directory of the touch pages."),
    .init("readers", help: "Who reads what is said, as people at the device are to read it."),
    .init("language", default: "en", help: "Language that the pages begin with."),
    .init("text_size", default: "m", help: "Size of the text that the pages begin with: s, m, l or xl."),
    .init("contrast", default: "light", help: "Colours that the pages begin with: light, dark or high."),
    .init("idle_seconds", default: "60", help: "How long nobody touches a page before it asks, 20 to 600."),
    .init("speech_command", default: "espeak-ng", help: "Program that reads aloud, as espeak-ng does; empty for none."),
  ]

  /// Where they are served; nil where they are off.
  let address: HostPort?
  let directory: String
  /// Nil where nobody has configured it.
  let readers: String?
  let language: String
  let textSize: TextSize
  let contrast: Contrast
  let idleSeconds: Int
  /// Nil where nothing is to be read aloud.
  let speech: ChildProgram?

  /// - Throws: `KioskError.invalid` with the place of the value that cannot be used.
  init(_ settings: Settings) throws(KioskError) {
    address = try settings.endpoint("pages").map { endpoint throws(KioskError) in
      guard let address = Self.loopback(endpoint) else {
        throw settings.invalid("pages", "takes an address of this device only, such as 127.0.0.1:7480 or [::1]:7480")
      }
      return address
    }
    directory = settings.text("pages_directory")!
    readers = settings.text("readers").flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    language = settings.text("language")!
    guard Identifier.isLanguage(language) else { throw settings.invalid("language", "takes a tag such as en or gd") }
    guard let size = TextSize(rawValue: settings.text("text_size")!) else {
      throw settings.invalid("text_size", "takes s, m, l or xl")
    }
    textSize = size
    guard let contrast = Contrast(rawValue: settings.text("contrast")!) else {
      throw settings.invalid("contrast", "takes light, dark or high")
    }
    self.contrast = contrast
    idleSeconds = try settings.integer("idle_seconds", in: Self.idleBounds)
    speech = ChildProgram(settings.text("speech_command")!)
  }

  /// The endpoint as a browser writes it, if it is an address that only this device reaches. A name is none: what it
  /// means can change.
  private static func loopback(_ endpoint: HostPort) -> HostPort? {
    var four = in_addr()
    if inet_pton(AF_INET, endpoint.host, &four) == 1 {
      return UInt32(bigEndian: four.s_addr) >> 24 == 127 ? endpoint : nil
    }
    var six = in6_addr()
    guard inet_pton(AF_INET6, endpoint.host, &six) == 1 else { return nil }
    let isLoopback = withUnsafeBytes(of: &six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    return isLoopback ? HostPort(host: "::1", port: endpoint.port) : nil
  }
}
