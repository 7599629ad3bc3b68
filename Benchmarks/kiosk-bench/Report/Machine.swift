import KioskCore

#if canImport(Glibc)
  import Glibc
#endif

/// The machine that was measured on.
struct Machine: Sendable {
  /// What is known of it, by name.
  let fields: [(String, String)]

  var text: String { fields.map { "\($0.0): \($0.1)" }.joined(separator: "\n") }

  init(directory: String) {
    let (device, fileSystem) = Self.mount(of: directory)
    fields = [
      ("cores", "\(sysconf(CInt(_SC_NPROCESSORS_ONLN)))"),
      ("processor", Self.line("/proc/cpuinfo", after: "model name")),
      ("memory", Self.line("/proc/meminfo", after: "MemTotal")),
      ("kernel", TextFile.read("/proc/sys/kernel/osrelease").trimmed),
      ("file system", fileSystem),
      ("device", Self.kind(of: device)),
    ]
  }

  private static func line(_ path: String, after name: String) -> String {
    let line = TextFile.read(path).split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return String(line.split(separator: ":", maxSplits: 1).last ?? "").trimmed
  }

  /// Device and file system with its options of the longest mount point that leads to a directory.
  private static func mount(of directory: String) -> (device: String, fileSystem: String) {
    let path = realpath(directory, nil).map { String(cString: $0) } ?? directory
    let mounts = TextFile.read("/proc/self/mounts").split(separator: "\n").map {
      $0.split(separator: " ").map(String.init)
    }
    let holding = mounts.filter { $0.count > 3 && (path + "/").hasPrefix($0[1] == "/" ? "/" : $0[1] + "/") }
    guard let found = holding.max(by: { $0[1].count < $1[1].count }) else { return ("", "unknown") }
    return (found[0], "\(found[2]) (\(found[3]))")
  }

  private static func kind(of device: String) -> String {
    let name = device.split(separator: "/").last.map(String.init) ?? ""
    let backing = TextFile.read("/sys/block/\(name)/loop/backing_file").trimmed
    if !backing.isEmpty {
      let below = mount(of: backing)
      return "\(name), a file on \(below.fileSystem), which is on \(kind(of: below.device))"
    }
    let queue = "/sys/block/\(name)/queue/"
    let rotates = TextFile.read(queue + "rotational").trimmed == "1"
    return "\(name), \(rotates ? "rotating" : "solid state"), \(TextFile.read(queue + "write_cache").trimmed)"
  }
}

/// Small text files of the kernel.
enum TextFile {
  /// The file's text; nothing when it cannot be read.
  static func read(_ path: String) -> String {
    String(decoding: (try? AtomicFile.read(path)) ?? [], as: UTF8.self)
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    let front = drop(while: \.isWhitespace)
    return String(front.reversed().drop(while: \.isWhitespace).reversed())
  }
}
