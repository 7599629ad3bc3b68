import KioskCore

/// How large kioskd is, and what it brings along.
struct SizeSection {
  private static let section = "size"
  /// What ICU and the whole of Foundation leave in a binary.
  private static let unwanted = ["icudt", "_FoundationICU", "libFoundation.so", "libFoundationInternationalization"]

  let plan: BenchPlan
  let report: Report

  func run() throws {
    let binary = plan.program("kioskd")
    let stripped = plan.directory + "/kioskd.stripped"
    try Program.output(["strip", "-o", stripped, binary])
    report.add(Self.section, "kioskd, stripped", Double(try AtomicFile.length(of: stripped)) / 1_048_576, "MiB")
    let libraries = try Program.output(["ldd", binary]).split(separator: "\n").compactMap { line in
      line.split(whereSeparator: \.isWhitespace).first { !$0.hasPrefix("linux-vdso") }.map(String.init)
    }
    report.note("size: ldd: \(libraries.map(Self.name).joined(separator: ", "))")
    let text = try Program.output(["nm", binary]) + (try Program.output(["strings", "-a", "-n", "5", binary]))
    let found = Self.unwanted.filter { text.contains($0) || libraries.joined().contains($0) }
    report.add(Self.section, "kioskd, traces of ICU or Foundation", Double(found.count), "", target: .atMost(0))
    for trace in found { report.note("size: found \(trace)") }
  }

  private static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
