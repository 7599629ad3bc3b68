/// A program's settings: one file, the environment and flags, later ones winning. A key that nobody knows is an error
/// that names it, wherever it stands.
public struct Settings: Sendable {
  /// One thing that can be set.
  public struct Key: Sendable {
    /// Name in the file; the flag has hyphens for underscores, the environment variable is upper case behind a prefix.
    public let name: String
    /// Value where nothing is set; nil makes it optional.
    public let fallback: String?
    /// One line for help and manual.
    public let help: String

    /// A key.
    public init(_ name: String, default fallback: String? = nil, help: String) {
      self.name = name
      self.fallback = fallback
      self.help = help
    }
  }

  private struct Value: Sendable {
    let text: String
    let origin: String
  }

  private let keys: [Key]
  private var values: [String: Value] = [:]

  /// Settings that are all at their defaults.
  public init(keys: [Key]) {
    self.keys = keys
  }

  /// Takes a configuration file's bytes.
  /// - Throws: `KioskError.invalid` with file and line.
  public mutating func merge(file bytes: [UInt8], name: String) throws(KioskError) {
    guard case .mapping(let entries, _) = try YAMLNode.parse(bytes, name: name) else {
      throw KioskError(.invalid, "\(name):1: the file holds 'key: value' lines")
    }
    for entry in entries {
      let origin = "\(name):\(entry.keyLine)"
      guard case .scalar(let text, _) = entry.value else {
        throw KioskError(.invalid, "\(origin): '\(entry.key)' takes one value")
      }
      try set(entry.key, to: text, origin: origin)
    }
  }

  /// Takes the environment's variables that begin with `prefix`.
  /// - Throws: `KioskError.invalid` when one of them is no key.
  public mutating func merge(environment: [String: String], prefix: String) throws(KioskError) {
    for (variable, text) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix(prefix) {
      try set(variable.dropFirst(prefix.count).lowercased(), to: text, origin: "environment variable \(variable)")
    }
  }

  /// Takes flags that were given; nil ones were not.
  public mutating func merge(flags: [String: String?]) throws(KioskError) {
    for (name, text) in flags.sorted(by: { $0.key < $1.key }) {
      if let text { try set(name, to: text, origin: "flag --\(name.split(separator: "_").joined(separator: "-"))") }
    }
  }

  private mutating func set(_ name: String, to text: String, origin: String) throws(KioskError) {
    guard keys.contains(where: { $0.name == name }) else {
      let nearest = keys.map(\.name).min { EditDistance.between($0, name) < EditDistance.between($1, name) }
      let hint = nearest.flatMap { EditDistance.between($0, name) <= 3 ? "Did you mean '\($0)'?" : nil }
      throw KioskError(
        .invalid, "\(origin): there is no setting '\(name)'",
        nextStep: hint ?? "The settings are \(keys.map(\.name).joined(separator: ", "))")
    }
    values[name] = Value(text: text, origin: origin)
  }

  /// A value as text; nil when it is optional and not set.
  public func text(_ name: String) -> String? {
    values[name]?.text ?? keys.first { $0.name == name }?.fallback
  }

  /// A value as a whole number.
  /// - Throws: `KioskError.invalid` when it is none, or out of bounds.
  public func integer(_ name: String, in bounds: ClosedRange<Int>) throws(KioskError) -> Int {
    guard let number = Int(text(name) ?? ""), bounds.contains(number) else {
      throw invalid(name, "takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return number
  }

  /// A value as a file mode in octal digits.
  public func mode(_ name: String) throws(KioskError) -> UInt32 {
    guard let mode = UInt32(text(name) ?? "", radix: 8), mode <= 0o777 else {
      throw invalid(name, "takes a file mode in octal digits, such as 0660")
    }
    return mode
  }

  /// A value as host and port; nil when it is not set.
  public func endpoint(_ name: String) throws(KioskError) -> HostPort? {
    guard let text = text(name), !text.isEmpty else { return nil }
    guard let endpoint = HostPort(text) else { throw invalid(name, "takes host:port, such as 127.0.0.1:7443") }
    return endpoint
  }

  /// The error for a value that cannot be used, with the place where it was set.
  public func invalid(_ name: String, _ message: String) -> KioskError {
    KioskError(.invalid, "\(values[name]?.origin ?? "default"): '\(name)' \(message)")
  }
}

/// A host and a port.
public struct HostPort: Hashable, Sendable, CustomStringConvertible {
  /// Name or address; an IPv6 address without its brackets.
  public let host: String
  /// 0 to 65535; 0 lets the system choose.
  public let port: Int

  /// An endpoint.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port` or `[v6]:port`.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65535).contains(port)
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    // Names in DNS are ASCII; what else looks like a bracket or a colon would not be read again as it is written.
    guard !host.isEmpty, host.utf8.allSatisfy({ (33...126).contains($0) && $0 != 91 && $0 != 93 }) else { return nil }
    self.init(host: String(host), port: port)
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Levenshtein's distance, for "did you mean".
enum EditDistance {
  static func between(_ a: String, _ b: String) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}

extension Settings {
  /// Longest configuration file in bytes; a full one with comments is a tenth of it.
  private static let maximumFileBytes = 64 << 10

  /// Reads a file, the environment and flags, in the order in which they win.
  /// - Parameter file: its path; nil reads none.
  public static func load(
    keys: [Key], file: String?, environment: [String: String], prefix: String, flags: [String: String?]
  ) throws(KioskError) -> Settings {
    var settings = Settings(keys: keys)
    if let file { try settings.merge(file: try AtomicFile.read(file, maximum: maximumFileBytes), name: file) }
    try settings.merge(environment: environment, prefix: prefix)
    try settings.merge(flags: flags)
    return settings
  }
}
