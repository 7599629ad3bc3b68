import ArgumentParser
import Foundation
import KioskCore
import KioskRPC

/// The command-line interface of staff and coordinators.
@main
struct KioskCtl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kiosk-ctl",
    abstract: "Looks after kiosks and their store, and collects what people said.",
    discussion: """
      Data goes to standard output, everything else to standard error. With --json, data is one JSON object, or one a \
      line where there is a stream. kiosk-ctl(1) and docs/cli.md have the exit statuses and the file formats.
      """,
    version: KioskVersion.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Device",
        subcommands: [Status.self, Watch.self, Queue.self, Flush.self, Answer.self, Doctor.self, Enrol.self]),
      CommandGroup(name: "Session", subcommands: [SessionCommands.self]),
      CommandGroup(name: "Contribution", subcommands: [Capture.self, Withdraw.self]),
      CommandGroup(name: "Programme", subcommands: [PackCommands.self, FeedbackCommands.self]),
      CommandGroup(name: "Store", subcommands: [StoreCommands.self]),
      CommandGroup(name: "Coordinator", subcommands: [KeyCommands.self, Collect.self]),
    ])

  // swift-format-ignore: NoLeadingUnderscores
  static var _errorPrefix: String { "kiosk-ctl: " }

  static func main() async {
    ProcessHardening.apply()
    let arguments = Array(CommandLine.arguments.dropFirst())
    let status = await run(arguments)
    Foundation.exit(status.rawValue)
  }

  /// Runs one command line, and says on standard error what went wrong.
  static func run(_ arguments: [String]) async -> ExitStatus {
    do {
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .ok
    } catch {
      return ErrorReport(error, format: OutputFormat(askedBy: arguments)).show()
    }
  }
}
