import KioskCore
import KioskRPC
import Logging
import Synchronization

/// Calls from the person at the device to the staff on duty. In memory only, and joined to nothing that is said.
final class CallBoard: Sendable {
  /// How long the help command may take: it only has to pass a word on, somebody waits for it, and it is over, and
  /// ended if it must be, before the page stops waiting (8 s) and another press counts (`StaffCall.pressPause`).
  static let commandLimit = Duration.seconds(5)
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
    /// The telling of the last call: whether the help command did what it is for.
    var telling: Task<Bool, Never>?
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

  /// Somebody calls. Returns when staff are told, as far as the device can know.
  /// - Throws: `.notReady` where nobody would hear it, `.unreachable` when the help command failed and nobody watches: to
  ///   say that somebody will come would be a lie.
  func call() async throws(KioskError) {
    guard isHeard.value else {
      throw KioskError(.notReady, "nobody would hear the call", nextStep: "Tell any adult here")
    }
    let (telling, isWatched) = state.withLock { state in
      if state.call.press(at: .now) {
        publish(&state)
        logger.notice("staff were called")
        state.telling = Task { await signal() }
      }
      return (state.telling, state.watchers > 0)
    }
    // Whoever presses again hears what became of the same call, not that it was made.
    guard !isWatched, let telling else { return }
    if await !telling.value {
      answer()
      throw KioskError(.unreachable, "the call did not get through", nextStep: "Tell any adult here")
    }
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
  /// - Returns: whether it did what it is for.
  private func signal() async -> Bool {
    guard let command, running.take() else { return false }
    defer { running.give() }
    do {
      _ = try await command.run(
        outputLimit: Self.commandOutput, timeLimit: Self.commandLimit,
        variables: [("KIOSK_DEVICE", device.state.value.record.name)])
      return true
    } catch {
      logger.error("the help command failed: \(error)")
      return false
    }
  }
}
