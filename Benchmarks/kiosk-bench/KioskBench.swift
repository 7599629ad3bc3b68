import ArgumentParser
import KioskCore
import KioskRPC

/// Measures the real programs: what a capture costs, how fast a queue drains, and what an idle device takes.
@main
struct KioskBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kiosk-bench",
    abstract: "Measure kioskd and kiosk-store.",
    discussion: "scripts/bench builds the programs, makes a file system to measure on, and calls this.")

  /// A part that can be measured by itself.
  enum Section: String, CaseIterable, ExpressibleByArgument {
    case size, start, programme, capture, flushes, drain, idle
  }

  @Option(help: "Directory to work in, on the file system to measure.") var directory: String
  @Option(help: "The directory's block device, such as loop0, when nothing else uses it.") var device: String?
  @Option(help: "Folder of the programs.") var programs = ".build/release"
  @Option(help: "Folder of the programme's files.") var pack = "packs/reimagining-secure-care"
  @Option(help: "A section to measure; can be repeated. All of them unless given.") var only: [Section] = []
  @Option(help: "Seconds that each load is kept up.") var seconds = 5
  @Option(help: "Seconds that an idle device is watched.") var idleSeconds = 60
  @Flag(help: "Write JSON.") var json = false

  func run() async throws {
    let plan = BenchPlan(
      directory: directory, programs: programs, packFolder: pack, device: device.map(BlockDevice.init),
      seconds: seconds, idleSeconds: idleSeconds)
    RunningPrograms.endWhenInterrupted()
    let report = Report(machine: Machine(directory: directory))
    let sections = only.isEmpty ? Section.allCases : Section.allCases.filter(only.contains)
    do {
      for section in sections {
        Report.say("measuring: \(section.rawValue)")
        try await measure(section, plan, report)
      }
    } catch let error as KioskError {
      Report.say("kiosk-bench: \(error)")
      throw ExitCode.failure
    }
    print(json ? report.json : report.table)
  }

  private func measure(_ section: Section, _ plan: BenchPlan, _ report: Report) async throws {
    switch section {
    case .size: try SizeSection(plan: plan, report: report).run()
    case .start: try await StartSection(plan: plan, report: report).run()
    case .programme: try await ProgrammeSection(plan: plan, report: report).run()
    case .capture: try await CaptureSection(plan: plan, report: report).run()
    case .flushes: try await FlushSection(plan: plan, report: report).run()
    case .drain: try await DrainSection(plan: plan, report: report).run()
    case .idle: try await IdleSection(plan: plan, report: report).run()
    }
  }
}
