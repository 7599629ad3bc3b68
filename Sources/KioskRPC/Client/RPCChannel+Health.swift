package import KioskCore

extension RPCChannel {
  /// Asks the peer whether it takes calls (`grpc.health.v1`).
  package func isServing(deadline: Duration) async throws(KioskError) -> Bool {
    try await unary(StandardMethods.check, HealthCheckRequest(), deadline: deadline).status == .serving
  }
}
