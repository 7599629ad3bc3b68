import ArgumentParser
import KioskCore
import KioskRPC
import Synchronization

/// How a device is, for as long as one looks.
struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show how a device is, and every change, until Ctrl-C.",
    discussion: """
      With --json a line holds the same object as 'kiosk-ctl status --json'.

      Whoever goes to people when they call watches with --calls: numbers that change beside a call would tell that
      who called has also said something.
      """)

  @Flag(help: "Show calls for staff only, no numbers.")
  var calls = false

  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let renderer = output.renderer
    let callsOnly = calls
    let last = Mutex<Bool?>(nil)
    do {
      try await device.calling { channel in
        try await channel.serverStream(ControlMethods.watchEvents, WatchEventsRequest(), deadline: nil) { event in
          guard callsOnly else { return try renderer.item(event.status.line(renderer.format)) }
          let isCalled = event.status.isStaffCalled
          let isNews = last.withLock { last in
            defer { last = isCalled }
            return last != isCalled
          }
          if isNews { try renderer.item(event.status.callLine(renderer.format)) }
        }
      }
    } catch let error as KioskError where error.code == .cancelled {
      // Looking away is how this command ends.
    }
  }
}

extension DeviceStatus {
  /// Whether somebody calls, and nothing else.
  fileprivate func callLine(_ format: OutputFormat) -> Record {
    switch format {
    case .json: Record([Field("staff_called", "", .flag(isStaffCalled))])
    case .human:
      Record([
        Field("staff_called", "", isStaffCalled ? .state("staff called", .bad) : .state("nobody calls", .good))
      ])
    }
  }

  /// What changes, short enough for a line; programs get everything.
  fileprivate func line(_ format: OutputFormat) -> Record {
    switch format {
    case .json: record
    case .human:
      Record(
        [
          Field("link", "", .state(link.word, link.tone)),
          Field("queued", "queued", .text("\(queued)/\(capacity)")),
          Field("quarantined", "set aside", .number(Int(quarantined))),
          Field("sealed", "sealed", .number(Int(clamping: sealed))),
          Field("receipted", "receipted", .number(Int(clamping: receipted))),
          Field("storage_healthy", "disk", .health(isStorageHealthy)),
        ] + (isStaffCalled ? [Field("staff_called", "", .state("staff called", .bad))] : []))
    }
  }
}
