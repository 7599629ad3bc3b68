import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// What the kernel knows of a process.
struct ProcessProbe: Sendable {
  let pid: Int32

  private var directory: String { "/proc/\(pid)" }

  /// Memory in bytes: resident, anonymous, and in proportion to who shares it.
  var memory: (resident: Double, anonymous: Double, proportional: Double) {
    let status = TextFile.read(directory + "/status")
    let rollup = TextFile.read(directory + "/smaps_rollup")
    return (field("VmRSS", status) * 1024, field("RssAnon", status) * 1024, field("Pss", rollup) * 1024)
  }

  /// Processor time so far, in seconds.
  var processorTime: Double {
    // The second field is the name, in brackets, and may hold spaces.
    let text = TextFile.read(directory + "/stat")
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  /// Bytes that it caused to be written to a device, so far.
  var bytesWritten: Double { field("write_bytes", TextFile.read(directory + "/io")) }

  /// How often each thread gave up the processor to wait, by thread.
  var voluntarySwitches: [Int32: Double] {
    var switches: [Int32: Double] = [:]
    for thread in threads {
      switches[thread] = field("voluntary_ctxt_switches", TextFile.read("\(directory)/task/\(thread)/status"))
    }
    return switches
  }

  /// The numbers of its threads.
  var threads: [Int32] {
    guard let handle = opendir(directory + "/task") else { return [] }
    defer { closedir(handle) }
    var numbers: [Int32] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let number = Int32(name) { numbers.append(number) }
    }
    return numbers
  }

  private func field(_ name: String, _ text: String) -> Double {
    let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0
  }
}
