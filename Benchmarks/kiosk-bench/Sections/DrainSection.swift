import KioskCore
import KioskRPC

/// How fast a full queue goes to the store, over mutual TLS on loopback.
struct DrainSection {
  private static let section = "drain"
  static let envelopes = 10_000

  let plan: BenchPlan
  let report: Report

  func run() async throws {
    let store = try BenchStore(plan, directory: plan.directory + "/drain-store")
    let device = BenchDevice(plan, directory: plan.directory + "/drain", capacity: Self.envelopes + 240)
    do {
      let running = try await store.start()
      defer { running.stop() }
      try await device.provision(with: store)
    }
    let program = try await device.start()
    defer { program.stop() }
    let full = try await Self.fill(device)
    let running = try await store.start()
    defer { running.stop() }
    let processor = (program.probe.processorTime, running.probe.processorTime)
    let clock = ContinuousClock()
    let start = clock.now
    try await Self.drain(device, program)
    let seconds = (clock.now - start).seconds
    report.add(Self.section, "\(full) envelopes", Double(full) / seconds, "a second")
    let spent = (program.probe.processorTime - processor.0, running.probe.processorTime - processor.1)
    report.add(Self.section, "processor time of kioskd", spent.0 / Double(full) * 1e6, "µs an envelope")
    report.add(Self.section, "processor time of kiosk-store", spent.1 / Double(full) * 1e6, "µs an envelope")
  }

  /// Gives contributions until so many wait.
  /// - Returns: how many wait.
  static func fill(_ device: BenchDevice) async throws -> Int {
    let missing = envelopes - Int(try await device.status().queued)
    _ = try await CaptureLoad(inFlight: 50).run(on: device, count: missing)
    return Int(try await device.status().queued)
  }

  /// Has everything sent, and returns when nothing waits.
  private static func drain(_ device: BenchDevice, _ program: Program) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        // The call has a deadline that a long drain outlasts; the drain goes on.
        try? await device.call { _ = try await $0.unary(ControlMethods.flush, FlushRequest(), deadline: .seconds(90)) }
      }
      try await device.call { channel in
        for _ in 0..<60_000 {
          if try await channel.unary(ControlMethods.getStatus, GetStatusRequest()).status.queued == 0 { return }
          try await Task.sleep(for: .milliseconds(5))
        }
        throw KioskError(.internal, "the queue was not empty after five minutes")
      }
      tasks.cancelAll()
    }
  }
}
