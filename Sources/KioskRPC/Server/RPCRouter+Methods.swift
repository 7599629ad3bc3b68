package import GRPCCore
internal import KioskCore

/// Sends one message of a stream.
package typealias Send<Message> = @Sendable (Message) async throws -> Void

extension RPCRouter {
  /// Serves a method that takes one message and answers with one.
  package mutating func unary<Request, Response>(
    _ method: RPCMethod<Request, Response>, through gate: CallerGate,
    _ handler: @escaping @Sendable (Request, Caller) async throws -> Response
  ) {
    register(method, gate) { messages, caller in
      let request = try await messages.only()
      let response = try await handler(request, caller)
      return StreamingServerResponse(single: ServerResponse(message: response))
    }
  }

  /// Serves a method that takes one message and answers with a stream.
  package mutating func serverStream<Request, Response>(
    _ method: RPCMethod<Request, Response>, through gate: CallerGate,
    _ handler: @escaping @Sendable (Request, Caller, @escaping Send<Response>) async throws -> Void
  ) {
    register(method, gate) { messages, caller in
      let request = try await messages.only()
      return StreamingServerResponse { writer in
        try await handler(request, caller) { message in
          try await gate.confirm(caller)
          try await writer.write(message)
        }
        return [:]
      }
    }
  }

  /// Serves a method whose stream says what is new, until its caller goes away or the program stops. gRPC only tells of
  /// either; a handler that waits for news would wait on, and each caller who left would leave one behind.
  package mutating func watch<Request, Response>(
    _ method: RPCMethod<Request, Response>, through gate: CallerGate,
    _ handler: @escaping @Sendable (Request, Caller, @escaping Send<Response>) async throws -> Void
  ) {
    serverStream(method, through: gate) { request, caller, send in
      let watching = Task { try await handler(request, caller, send) }
      try await withTaskCancellationHandler {
        try await withRPCCancellationHandler {
          try await watching.value
        } onCancelRPC: {
          watching.cancel()
        }
      } onCancel: {
        watching.cancel()
      }
    }
  }

  /// Serves a method with a stream both ways.
  package mutating func bidirectional<Request, Response>(
    _ method: RPCMethod<Request, Response>, through gate: CallerGate,
    _ handler:
      @escaping @Sendable (RPCAsyncSequence<Request, any Error>, Caller, @escaping Send<Response>) async throws -> Void
  ) {
    register(method, gate) { messages, caller in
      StreamingServerResponse { writer in
        try await handler(messages, caller) { message in
          try await gate.confirm(caller)
          try await writer.write(message)
        }
        return [:]
      }
    }
  }

  private mutating func register<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ gate: CallerGate,
    _ handler:
      @escaping @Sendable (RPCAsyncSequence<Request, any Error>, Caller) async throws ->
      StreamingServerResponse<Response>
  ) {
    registerHandler(
      forMethod: method.descriptor, deserializer: MessageCodec<Request>(), serializer: MessageCodec<Response>()
    ) { request, context in
      let caller = try await gate.admit(context, to: method.callers)
      return try await handler(request.messages, caller)
    }
  }
}

extension RPCAsyncSequence where Element: Sendable, Failure == any Error {
  /// The stream's one message.
  /// - Throws: `KioskError.invalid` when there is none or a second.
  fileprivate func only() async throws -> Element {
    var iterator = makeAsyncIterator()
    guard let message = try await iterator.next() else { throw KioskError(.invalid, "the call holds no message") }
    guard try await iterator.next() == nil else {
      throw KioskError(.invalid, "the call holds more than one message")
    }
    return message
  }
}
