import Crypto
import KioskCore
import KioskRPC

/// What a device takes with a very large programme loaded: time to start, and memory.
struct ProgrammeSection {
  private static let section = "programme"
  private static let runs = 10
  private static let mebibyte = 1_048_576.0
  private static let longestStart = 150.0
  private static let mostResident = 25.0
  /// What was needed for the start is given back after some seconds.
  private static let settling = Duration.seconds(20)

  let plan: BenchPlan
  let report: Report

  func run() async throws {
    let pack = try LargeProgramme().pack()
    let bytes = try SignedPack(pack, signedBy: Curve25519.Signing.PrivateKey()).fileBytes().count
    let store = try BenchStore(plan, directory: plan.directory + "/programme-store")
    let device = BenchDevice(plan, directory: plan.directory + "/programme", capacity: EnvelopeQueue.defaultCapacity)
    do {
      let running = try await store.start()
      defer { running.stop() }
      try await device.provision(with: store, pack: pack)
    }
    report.note(
      "programme: \(LargeProgramme.agendas) agendas, \(LargeProgramme.statements) statements, a pack of "
        + "\(bytes / 1024) KiB")
    try await start(device)
    try await settle(device)
  }

  private func start(_ device: BenchDevice) async throws {
    var samples = Samples()
    var resident = 0.0
    for _ in 0..<Self.runs {
      try await StartSection.once(device) { program, took in
        samples.add(took)
        resident = max(resident, program.probe.memory.resident)
      }
    }
    report.add(
      Self.section, "to the first acknowledgement, p50", samples.median / 1000, "ms",
      target: .atMost(Self.longestStart))
    report.add(Self.section, "to the first acknowledgement, slowest", samples.percentile(1) / 1000, "ms")
    // Half of it and more is the program's own pages, which the system shares and takes back.
    report.add(Self.section, "resident at the first acknowledgement, most", resident / Self.mebibyte, "MiB")
  }

  private func settle(_ device: BenchDevice) async throws {
    let program = try await device.start()
    defer { program.stop() }
    try await device.call { try await BenchDevice.submit(over: $0) }
    try await Task.sleep(for: Self.settling)
    let memory = program.probe.memory
    report.add(
      Self.section, "resident after the start", memory.resident / Self.mebibyte, "MiB",
      target: .atMost(Self.mostResident))
    report.add(Self.section, "anonymous after the start", memory.anonymous / Self.mebibyte, "MiB")
  }
}
