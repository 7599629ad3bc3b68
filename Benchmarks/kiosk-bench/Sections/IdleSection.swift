import KioskCore
import KioskRPC

#if canImport(Glibc)
  import Glibc
#endif

/// What a device takes while nobody does anything.
struct IdleSection {
  private static let section = "idle"
  /// Threads and memory that were needed for the start are given back after some seconds, and what a delivery needed
  /// when its deadline is over.
  private static let settling = (start: Duration.seconds(20), delivery: Duration.seconds(150))
  private static let mebibyte = 1_048_576.0

  let plan: BenchPlan
  let report: Report

  func run() async throws {
    let alone = BenchDevice(plan, directory: plan.directory + "/idle-alone", capacity: EnvelopeQueue.defaultCapacity)
    try await watch(alone, "not enrolled")
    let store = try BenchStore(plan, directory: plan.directory + "/idle-store")
    let device = BenchDevice(
      plan, directory: plan.directory + "/idle", capacity: EnvelopeQueue.defaultCapacity, minimum: 5)
    let running = try await store.start()
    defer { running.stop() }
    try await device.provision(with: store)
    try await watch(device, "enrolled")
    try await watch(device, "after 1000 captures one by one", load: CaptureLoad(inFlight: 1))
  }

  private func watch(_ device: BenchDevice, _ name: String, load: CaptureLoad? = nil) async throws {
    let program = try await device.start()
    defer { program.stop() }
    if let load {
      _ = try await load.run(on: device, count: 1000)
      try await device.call { _ = try await $0.unary(ControlMethods.flush, FlushRequest(), deadline: .seconds(60)) }
    }
    try await Task.sleep(for: load == nil ? Self.settling.start : Self.settling.delivery)
    sync()
    let before = (program.probe.voluntarySwitches, program.probe.bytesWritten, plan.device?.counters)
    try await Task.sleep(for: .seconds(plan.idleSeconds))
    let after = (program.probe.voluntarySwitches, program.probe.bytesWritten, plan.device?.counters)
    let wakeups = after.0.reduce(0) { $0 + $1.value - (before.0[$1.key] ?? 0) } / Double(plan.idleSeconds)
    let memory = program.probe.memory
    add(name, "resident", memory.resident / Self.mebibyte, "MiB", .atMost(24))
    add(name, "anonymous", memory.anonymous / Self.mebibyte, "MiB", .atMost(5))
    add(name, "proportional", memory.proportional / Self.mebibyte, "MiB", nil)
    add(name, "threads", Double(program.probe.threads.count), "", nil)
    add(name, "wakeups", wakeups, "a second", .atMost(0.5))
    add(name, "written by the process", after.1 - before.1, "bytes", .atMost(0))
    if let first = before.2, let last = after.2 {
      add(name, "written to the device", Double((last - first).bytesWritten), "bytes", .atMost(0))
    }
    try await nameWakeups(of: program, name)
  }

  private func add(_ device: String, _ what: String, _ value: Double, _ unit: String, _ target: Report.Target?) {
    report.add(Self.section, "\(device), \(what)", value, unit, target: target)
  }

  /// Watches once more with strace, which names what each thread waits for.
  private func nameWakeups(of program: Program, _ name: String) async throws {
    guard Program.isInstalled("strace") else { return }
    let trace = plan.directory + "/idle.trace"
    let limit = "\(plan.idleSeconds)"
    _ = try? Program.output(["timeout", "-k", "5", limit, "strace", "-f", "-qq", "-p", "\(program.pid)", "-o", trace])
    var calls: [String: Int] = [:]
    for line in TextFile.read(trace).split(separator: "\n") where !line.contains("unfinished") {
      let call = line.split(separator: " ").dropFirst().joined(separator: " ").trimmed
      calls[String(call.drop { $0 == "<" || $0 == "." || $0 == " " }.prefix { $0 != "(" && $0 != ">" }), default: 0] +=
        1
    }
    let list = calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    report.note("idle, \(name): system calls in \(limit) s: \(list.isEmpty ? "none" : list)")
  }
}
