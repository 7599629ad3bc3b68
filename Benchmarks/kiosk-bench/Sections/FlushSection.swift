import KioskCore

/// How often kioskd flushes for a capture: counts its calls of fdatasync and fsync with strace.
struct FlushSection {
  private static let section = "flushes"
  private static let captures = 1024

  let plan: BenchPlan
  let report: Report

  func run() async throws {
    guard Program.isInstalled("strace") else {
      report.note("flushes: skipped, for there is no strace")
      return
    }
    let store = try BenchStore(plan, directory: plan.directory + "/flush-store")
    let device = BenchDevice(plan, directory: plan.directory + "/flush", capacity: 8192)
    do {
      let running = try await store.start()
      defer { running.stop() }
      try await device.provision(with: store)
    }
    let trace = plan.directory + "/flush.trace"
    let program = try await device.start(wrapper: [
      "strace", "-D", "-f", "-qq", "--seccomp-bpf", "-e", "trace=fdatasync,fsync", "-e", "signal=none", "-o", trace,
    ])
    defer { program.stop() }
    for inFlight in [1, 64] {
      let load = CaptureLoad(inFlight: inFlight)
      _ = try await load.run(on: device, count: 128)
      try await Task.sleep(for: .milliseconds(500))
      let before = Self.count(trace)
      let outcome = try await load.run(on: device, count: Self.captures)
      try await Task.sleep(for: .milliseconds(500))
      let flushes = Double(Self.count(trace) - before)
      let acknowledged = Double(outcome.acknowledged)
      report.add(Self.section, "\(inFlight) in flight, calls of fdatasync", flushes / acknowledged, "a capture")
      if inFlight > 1 { report.add(Self.section, "\(inFlight) in flight, captures a call", acknowledged / flushes, "") }
    }
  }

  /// A call that another thread interrupts takes two lines, of which only the first is counted.
  private static func count(_ trace: String) -> Int {
    TextFile.read(trace).split(separator: "\n").count { !$0.contains("resumed>") && $0.contains("sync(") }
  }
}
