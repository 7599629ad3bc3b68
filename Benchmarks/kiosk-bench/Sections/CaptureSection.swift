import KioskCore

/// What a capture costs, from the socket to the acknowledgement, beside what the disk and SQLite cost by themselves.
struct CaptureSection {
  private static let section = "capture"
  /// Loads in the order in which they are run, there and back: what the machine drifts by falls on all alike.
  private static let order = [1, 8, 64, 64, 8, 1]
  private static let warmUp = 500

  let plan: BenchPlan
  let report: Report

  /// One load's sums over its runs.
  private struct Sum {
    var outcome = CaptureLoad.Outcome()
    var bytes = 0
    var flushes = 0
    var processor = 0.0
  }

  func run() async throws {
    let device = try await prepare()
    var flush = try FlushProbe.run(in: plan.directory)
    var rows = try SQLiteProbe.run(in: plan.directory, seconds: plan.seconds)
    let program = try await device.start()
    var sums: [Int: Sum] = [:]
    do {
      defer { program.stop() }
      _ = try await CaptureLoad(inFlight: 8).run(on: device, count: Self.warmUp)
      for inFlight in Self.order { try await measure(inFlight, device, program, &sums[inFlight, default: Sum()]) }
    }
    rows.add(try SQLiteProbe.run(in: plan.directory, seconds: plan.seconds))
    flush.add(try FlushProbe.run(in: plan.directory))
    tell(sums, flush: flush, rows: rows)
  }

  /// A device that is enrolled, and whose store is gone.
  private func prepare() async throws -> BenchDevice {
    let store = try BenchStore(plan, directory: plan.directory + "/capture-store")
    let device = BenchDevice(plan, directory: plan.directory + "/capture", capacity: 65_536)
    let running = try await store.start()
    defer { running.stop() }
    try await device.provision(with: store)
    return device
  }

  private func measure(_ inFlight: Int, _ device: BenchDevice, _ program: Program, _ sum: inout Sum) async throws {
    let load = CaptureLoad(inFlight: inFlight)
    _ = try await load.run(on: device, count: max(100, inFlight * 4))
    try await Task.sleep(for: .milliseconds(500))
    let (counters, processor) = (plan.device?.counters, program.probe.processorTime)
    sum.outcome = sum.outcome + (try await load.run(on: device, for: .seconds(plan.seconds)))
    // What follows the last acknowledgement is its cost as well.
    try await Task.sleep(for: .milliseconds(500))
    sum.processor += program.probe.processorTime - processor
    if let counters, let now = plan.device?.counters {
      sum.bytes += (now - counters).bytesWritten
      sum.flushes += (now - counters).flushes
    }
  }

  private func tell(_ sums: [Int: Sum], flush: Samples, rows: Samples) {
    report.add(Self.section, "fdatasync of 4 KiB written in place, p50", flush.median, "µs")
    report.add(Self.section, "fdatasync of 4 KiB written in place, p99", flush.percentile(0.99), "µs")
    report.add(Self.section, "SQLite alone, WAL and FULL, rows of 4 KiB", 1e6 / rows.median, "a second at p50")
    for (inFlight, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let name = "\(inFlight) in flight"
      let acknowledged = Double(sum.outcome.acknowledged)
      report.add(Self.section, "\(name), acknowledged", sum.outcome.rate, "a second")
      for (label, share) in [("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999)] {
        report.add(Self.section, "\(name), \(label)", sum.outcome.latencies.percentile(share) / 1000, "ms")
      }
      report.add(Self.section, "\(name), processor time of kioskd", sum.processor / acknowledged * 1e6, "µs a capture")
      guard plan.device != nil else { continue }
      report.add(Self.section, "\(name), written to the device", Double(sum.bytes) / acknowledged, "bytes a capture")
      report.add(Self.section, "\(name), flushes of the device", Double(sum.flushes) / acknowledged, "a capture")
    }
    guard let one = sums[1]?.outcome, let many = sums[64] else { return }
    report.add(
      Self.section, "E: acknowledged a second at 1 in flight × p50 of fdatasync", one.rate * flush.median / 1e6, "")
    report.add(Self.section, "64 in flight : 1 in flight", many.outcome.rate / one.rate, "times", target: .atLeast(8))
    if many.flushes > 0 {
      let share = Double(many.outcome.acknowledged) / Double(many.flushes)
      report.add(Self.section, "64 in flight, captures a flush of the device", share, "")
    }
  }
}
