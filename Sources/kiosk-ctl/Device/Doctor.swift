import ArgumentParser
import KioskCore
import KioskRPC

/// What is wrong with a device.
struct Doctor: AsyncParsableCommand {
  /// Reading every page of a full queue on a slow disk takes a while.
  private static let deadline = Duration.seconds(60)

  static let configuration = CommandConfiguration(
    abstract: "Examine a device, and say what is wrong and what to do.",
    discussion: "Ends with status 14 when there is an error among the findings.")

  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let findings = try await device.calling { channel in
      try await channel.unary(ControlMethods.diagnose, DiagnoseRequest(), deadline: Self.deadline).findings
    }
    try output.renderer.list(findings.map(\.record), key: "findings", empty: "The device examined nothing.")
    if findings.contains(where: { $0.severity == .error }) { throw EarlyEnd(status: .attention) }
  }
}

extension Finding {
  fileprivate var record: Record {
    Record([
      Field("check", "Check", .text(check)), Field("severity", "State", severity.value),
      Field("message", "Finding", .text(message)), Field("next_step", "What to do", .known(nextStep)),
    ])
  }
}

extension Severity {
  fileprivate var value: Value {
    switch self {
    case .unspecified: .state("unknown", .doubtful)
    case .ok: .state("ok", .good)
    case .warning: .state("warning", .doubtful)
    case .error: .state("error", .bad)
    }
  }
}
