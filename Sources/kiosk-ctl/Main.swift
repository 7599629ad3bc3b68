import ArgumentParser
import KioskCore

/// The control program; its commands follow.
@main
struct KioskCtl: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "kiosk-ctl", version: KioskVersion.current)
}
