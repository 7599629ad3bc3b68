import GRPCCore
import Synchronization

/// A network that loses calls, before or after the store has dealt with them.
final class FaultyNetwork: ServerInterceptor {
  /// What happens to one call.
  enum Fault: Sendable {
    /// Nothing.
    case none
    /// The call never reaches the handler.
    case lostBefore
    /// The handler does its work, and its answer is lost.
    case lostAfter
  }

  private let faults: Mutex<[Fault]>
  private let method: String

  /// - Parameters:
  ///   - method: the method whose calls meet the faults, one after the other; when they run out, calls pass.
  init(_ faults: [Fault] = [], on method: String = "Deliver") {
    self.faults = Mutex(faults)
    self.method = method
  }

  /// How many faults have not been met.
  var left: Int { faults.withLock { $0.count } }

  /// Adds faults.
  func add(_ more: [Fault]) { faults.withLock { $0 += more } }

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    guard context.descriptor.method == method else { return try await next(request, context) }
    switch faults.withLock({ $0.isEmpty ? Fault.none : $0.removeFirst() }) {
    case .none: return try await next(request, context)
    case .lostBefore: throw RPCError(code: .unavailable, message: "lost")
    case .lostAfter:
      let response = try await next(request, context)
      return StreamingServerResponse { _ in
        if case .success(let contents) = response.accepted {
          _ = try await contents.producer(RPCWriter(wrapping: Nowhere()))
        }
        throw RPCError(code: .unavailable, message: "lost")
      }
    }
  }

  private struct Nowhere<Element: Sendable>: RPCWriterProtocol {
    func write(_ element: Element) async throws {}
    func write(contentsOf elements: some Sequence<Element>) async throws {}
  }
}
