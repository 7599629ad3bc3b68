import ArgumentParser
import KioskCore

/// The end of a command that did not go through: what is said, where, and with which exit status.
struct ErrorReport {
  private let error: any Error
  private let format: OutputFormat

  init(_ error: any Error, format: OutputFormat) {
    self.error = error
    self.format = format
  }

  /// Says it, and returns the status to exit with.
  func show() -> ExitStatus {
    switch error {
    case let failure as KioskError: return say(failure, ExitStatus(failure.code))
    case let end as EarlyEnd: return end.status
    case is CancellationError: return say(KioskError(.cancelled, "the command was given up"), .cancelled)
    default: return showParserError()
    }
  }

  private func say(_ failure: KioskError, _ status: ExitStatus) -> ExitStatus {
    switch format {
    case .human:
      // What a peer sent is shown as well; it does not get to the terminal's controls.
      StandardError.write("kiosk-ctl: \(failure.message.plain)\n")
      if !failure.nextStep.isEmpty { StandardError.write("  \(failure.nextStep.plain)\n") }
    case .json: StandardError.write(JSONText.object(Self.record(failure, code: failure.code.rawValue)) + "\n")
    }
    return status
  }

  private static func record(_ failure: KioskError, code: String) -> Record {
    Record([
      Field("code", nil, .text(code)), Field("message", nil, .text(failure.message)),
      Field("next_step", nil, .text(failure.nextStep)),
    ])
  }

  /// Help, the version and completions arrive here too; they are what was asked for.
  private func showParserError() -> ExitStatus {
    let exitCode = KioskCtl.exitCode(for: error)
    guard exitCode == .success || exitCode == .validationFailure else {
      return say(KioskError(.internal, "something went wrong that has no name"), .internal)
    }
    let text = KioskCtl.fullMessage(for: error)
    guard exitCode != .success else {
      return (try? StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")) == nil ? .cancelled : .ok
    }
    switch format {
    case .human: StandardError.write(text.hasSuffix("\n") ? text : text + "\n")
    case .json:
      let failure = KioskError(.invalid, KioskCtl.message(for: error), nextStep: "Look at: kiosk-ctl help")
      StandardError.write(JSONText.object(Self.record(failure, code: "usage")) + "\n")
    }
    return .usage
  }
}

/// The end of a command that has said all there is to say.
struct EarlyEnd: Error {
  let status: ExitStatus
}
