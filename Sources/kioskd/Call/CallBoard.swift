import KioskCore
import KioskRPC
import Logging
import Synchronization

/// Calls from the person at the device to the staff on duty. In memory only, and joined to nothing that is said.
final class CallBoard: Sendable {
  /// How long the help command may take; it only has to pass a word on.
  static let commandLimit = Duration.seconds(30)
  /// What the help command may write, which nobody reads.
  private static let commandOutput = 64 << 10

  /// Whether staff are called.
  let isCalled = Broadcast(false)
  /// Whether a call reaches anybody: a command is configured, or somebody watches this device.
  let isHeard: Broadcast<Bool>

  private struct State {
    var call = StaffCall()
    var watchers = 0
    var expiry: Task<Void, Never>?
  }

  private let command: ChildProgram?
  private let device: Device
  private let logger: Logger
  private let running = Slots(1)
  private let state = Mutex(State())

  /// - Parameter command: signals staff; nil where there is none.
  init(command: ChildProgram?, device: Device, logger: Logger) {
    self.command = command
    self.device = device
    self.logger = logger
    isHeard = Broadcast(command != nil)
  }

  /// Somebody calls.
  func call() {
    let isNew = state.withLock { state in
      guard state.call.press(at: .now) else { return false }
      publish(&state)
      return true
    }
    guard isNew else { return }
    logger.notice("staff were called")
    Task { await signal() }
  }

  /// Staff have come.
  func answer() {
    state.withLock { state in
      state.call.answer()
      publish(&state)
    }
  }

  /// Says that calls are heard while `body` runs.
  func watching<R>(_ body: () async throws -> R) async rethrows -> R {
    count(1)
    defer { count(-1) }
    return try await body()
  }

  private func count(_ change: Int) {
    state.withLock { state in
      state.watchers += change
      let isHeard = command != nil || state.watchers > 0
      self.isHeard.update { $0 = isHeard }
    }
  }

  private func publish(_ state: inout State) {
    let call = state.call
    isCalled.update { $0 = call.isCalled }
    state.expiry?.cancel()
    state.expiry = call.end.map { end in
      Task { [weak self] in
        try? await Task.sleep(until: end, clock: .continuous)
        if !Task.isCancelled { self?.elapse() }
      }
    }
  }

  private func elapse() {
    state.withLock { state in
      state.call.elapse(at: .now)
      publish(&state)
    }
  }

  /// Runs the command, once at a time. It is told which device calls, and nothing else.
  private func signal() async {
    guard let command, running.take() else { return }
    defer { running.give() }
    do {
      _ = try await command.run(
        outputLimit: Self.commandOutput, timeLimit: Self.commandLimit,
        variables: [("KIOSK_DEVICE", device.state.value.record.name)])
    } catch {
      logger.error("the help command failed: \(error)")
    }
  }
}
