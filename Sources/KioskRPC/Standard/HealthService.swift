internal import GRPCCore
internal import KioskCore

/// `grpc.health.v1.Health`: says whether the program takes calls.
struct HealthService: Sendable {
  let services: [String]
  let isServing: Broadcast<Bool>

  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.unary(StandardMethods.check, through: gate) { request, _ in
      guard isKnown(request.service) else { throw KioskError(.notFound, "there is no such service here") }
      return HealthCheckResponse(isServing.value ? .serving : .notServing)
    }
    router.watch(StandardMethods.watch, through: gate) { request, _, send in
      for await serving in isServing.watch() {
        let status: HealthCheckResponse.Status = serving ? .serving : .notServing
        try await send(HealthCheckResponse(isKnown(request.service) ? status : .serviceUnknown))
      }
    }
  }

  private func isKnown(_ service: String) -> Bool { service.isEmpty || services.contains(service) }
}
