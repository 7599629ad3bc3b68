package import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// Ends a daemon that cannot start, in words on standard error.
package enum ProcessExit {
  /// EX_CONFIG of sysexits.h: what was given cannot be used.
  private static let configuration: Int32 = 78
  /// EX_UNAVAILABLE: what is needed is not there.
  private static let unavailable: Int32 = 69

  /// Says what is wrong and what to do, and exits.
  package static func fail(_ program: String, _ error: KioskError) -> Never {
    var text = "\(program): \(error.message)\n"
    if !error.nextStep.isEmpty { text += "\(program): hint: \(error.nextStep)\n" }
    _ = write(STDERR_FILENO, text, text.utf8.count)
    exit(error.code == .invalid ? configuration : unavailable)
  }
}

/// The environment of this process.
package enum ProcessEnvironment {
  /// All variables.
  package static var all: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let line = entry.pointee {
      let parts = String(cString: line).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }
}
