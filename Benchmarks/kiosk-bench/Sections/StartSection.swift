import KioskCore
import KioskRPC

#if canImport(Glibc)
  import Glibc
#endif

/// How long a device takes from its start to the first acknowledgement.
struct StartSection {
  private static let section = "start"
  private static let runs = 10

  let plan: BenchPlan
  let report: Report

  func run() async throws {
    let store = try BenchStore(plan, directory: plan.directory + "/start-store")
    let usual = BenchDevice(plan, directory: plan.directory + "/start", capacity: EnvelopeQueue.defaultCapacity)
    let full = BenchDevice(plan, directory: plan.directory + "/start-full", capacity: DrainSection.envelopes + 240)
    do {
      let running = try await store.start()
      defer { running.stop() }
      for device in [usual, full] { try await device.provision(with: store) }
    }
    try await measure(usual, "\(EnvelopeQueue.defaultCapacity) slots")
    let program = try await full.start()
    let queued = try await DrainSection.fill(full)
    program.stop()
    try await measure(full, "\(queued) envelopes queued")
  }

  private func measure(_ device: BenchDevice, _ name: String) async throws {
    var samples = Samples()
    for _ in 0..<Self.runs { try await Self.once(device) { samples.add($1) } }
    report.add(
      Self.section, "\(name), to the first acknowledgement, p50", samples.median / 1000, "ms", target: .atMost(100))
    report.add(Self.section, "\(name), to the first acknowledgement, slowest", samples.percentile(1) / 1000, "ms")
  }

  /// Starts a device, gives it one contribution, and stops it.
  /// - Parameter body: told how long that took, while the device still runs.
  static func once(_ device: BenchDevice, _ body: (Program, Duration) -> Void) async throws {
    AtomicFile.remove(device.socket)
    let clock = ContinuousClock()
    let start = clock.now
    let program = try device.spawn()
    defer { program.stop() }
    while !UnixSocket.answers(device.socket) {
      guard program.isRunning, clock.now - start < .seconds(30) else {
        throw KioskError(.internal, "kioskd does not start")
      }
      usleep(500)
    }
    try await device.call { try await BenchDevice.submit(over: $0) }
    body(program, clock.now - start)
  }
}

/// A look at a Unix socket without speaking.
private enum UnixSocket {
  /// Whether somebody listens there.
  static func answers(_ path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
