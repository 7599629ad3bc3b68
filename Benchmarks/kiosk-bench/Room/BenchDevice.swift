import KioskCore
import KioskRPC

/// A kioskd of its own, which can be stopped and started again.
final class BenchDevice: Sendable {
  /// 300 bytes, as people write them.
  static let words =
    String(
      repeating: "I want somebody to listen before they decide where I live. ", count: 6
    ).prefix(299) + "."

  let directory: String
  private let plan: BenchPlan
  private let capacity: Int
  private let minimum: Int

  var socket: String { directory + ".sock" }

  /// - Parameters:
  ///   - capacity: slots of the queue.
  ///   - minimum: how many envelopes gather before they are sent.
  init(_ plan: BenchPlan, directory: String, capacity: Int, minimum: Int = 1000) {
    self.plan = plan
    self.directory = directory
    self.capacity = capacity
    self.minimum = minimum
  }

  /// Starts the daemon, without waiting for it.
  func spawn(wrapper: [String] = []) throws(KioskError) -> Program {
    try Program(
      plan.program("kioskd"),
      [
        "--state-directory", directory, "--socket", socket, "--queue-capacity", "\(capacity)",
        "--mix-minimum", "\(minimum)", "--mix-hold-seconds", "604800", "--log-level", "error",
      ], log: directory + ".log", wrapper: wrapper)
  }

  /// Starts the daemon, and returns when it takes calls.
  func start(wrapper: [String] = []) async throws -> Program {
    AtomicFile.remove(socket)
    let program = try spawn(wrapper: wrapper)
    try await Patience.wait("kioskd takes calls", while: program) {
      (try? await call { try await $0.isServing(deadline: .seconds(2)) }) ?? false
    }
    return program
  }

  /// Makes the state directory and enrols with a store that is running.
  /// - Parameter pack: the programme; the one of the plan unless given.
  func provision(with store: BenchStore, pack: Pack? = nil) async throws {
    let program = try await start()
    defer { program.stop() }
    try await store.enrol(self, pack: pack)
  }

  /// Calls the daemon on its socket.
  func call<R: Sendable>(_ body: @Sendable (RPCChannel) async throws -> R) async throws(KioskError) -> R {
    try await RPCChannel.with(.unix(path: socket), peer: "kioskd", body)
  }

  /// How it is.
  func status() async throws -> DeviceStatus {
    try await call { try await $0.unary(ControlMethods.getStatus, GetStatusRequest()).status }
  }

  /// Gives one contribution; returns when it is acknowledged.
  static func submit(over channel: RPCChannel) async throws {
    let request = SubmitRequest(
      submissionID: RandomBytes.make(SubmitRequest.submissionIDLength), activity: "drop-in", prompt: "working-well",
      content: .words(try Words(String(words))))
    // Without a deadline: its timers would be the client's work, not kioskd's.
    _ = try await channel.unary(CaptureMethods.submit, request, deadline: nil)
  }
}
