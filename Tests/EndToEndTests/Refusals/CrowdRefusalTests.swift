import GRPCCore
import KioskCore
import KioskRPC
import Testing

@testable import kioskd

/// Too many, too slow, and without an end: each is bounded, and the others are served.
struct CrowdRefusalTests {
  private func visitor(of device: Device) throws -> PlainConnection {
    let connection = try PlainConnection(socket: device.socket)
    connection.send(PlainConnection.preface)
    return connection
  }

  @Test(.timeLimit(.minutes(10))) func aDeviceHasSixtyFourConnections() async throws {
    try await World.with { world in
      let device = try Device.make(in: world)
      try await device.daemon.start()
      _ = try await device.status
      var visitors: [PlainConnection] = []
      // The connection that asked for the status may take a moment to go.
      try await eventually("sixty-four are let in") {
        visitors = []
        visitors = try (0..<64).map { _ in try visitor(of: device) }
        return visitors.allSatisfy { $0.outcome(within: 5) == .answered }
      }
      #expect(try visitor(of: device).outcome(within: 5) == .closed)
      visitors.removeLast()
      try await eventually("there is room again") { try visitor(of: device).outcome(within: 5) == .answered }
      visitors.removeAll()
      try await eventually("the device is served as before") { (try? await device.status) != nil }
    }
  }

  /// Nobody knows who it is before the handshake is done.
  @Test(.timeLimit(.minutes(10))) func aHandshakeTakesTenSecondsAtMost() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      for port in [store.address.port, store.enrolmentAddress.port] {
        let silent = try PlainConnection(port: port)
        #expect(silent.outcome(within: 8) == .silent)
        #expect(silent.outcome(within: 7) == .closed)
      }
      #expect(try await store.collect().words.isEmpty)
    }
  }

  /// A stranger's call is over after ten seconds, whether they have finished or not.
  @Test(.timeLimit(.minutes(10))) func aRequestWithoutAnEndIsBrokenOff() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let invitation = try Invitation(typed: try await store.invite("Room 1"))
      let request =
        Proto.field(1, invitation.exposedSecret) + Proto.field(2, try DeviceKey().certificateRequest())
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try await RawClient.with(store.enrolmentAddress, EnrolmentPin.security(invitation)) { client in
        await client.call(
          EnrolmentMethods.service, "Enrol", [request], keepingOpenFor: .seconds(30), deadline: .seconds(40))
      }
      let taken = clock.now - start
      #expect(answer.status != nil)
      #expect(taken > .seconds(9) && taken < .seconds(20), "\(taken)")
      #expect(try await store.collect().words.isEmpty)
    }
  }

  /// Whoever crowds the door with handshakes makes the oldest go, and keeps nobody out.
  @Test(.timeLimit(.minutes(10))) func aCrowdOfHandshakesKeepsNobodyOut() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let first = try PlainConnection(port: store.address.port)
      // The store's two event loops take connections side by side: only one that has been there for a while is the oldest.
      #expect(first.outcome(within: 1) == .silent)
      var crowd = try (1..<256).map { _ in try PlainConnection(port: store.address.port) }
      #expect(first.outcome(within: 1) == .silent)
      crowd.append(try PlainConnection(port: store.address.port))
      #expect(first.outcome(within: 6) == .closed)
      #expect(try await store.collect().words.isEmpty)
    }
  }

  /// A stranger who follows every rule and does nothing has to go as well.
  @Test(.timeLimit(.minutes(10))) func aStrangerStaysForHalfAMinuteAtMost() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let invitation = try Invitation(typed: try await store.invite("Room 1"))
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try await RawClient.with(store.enrolmentAddress, EnrolmentPin.security(invitation)) { client in
        let watch = await client.call("grpc.health.v1.Health", "Watch", [[]])
        #expect(watch.status?.code == .permissionDenied)
        return await client.call(
          "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo", [Proto.field(7, "")],
          keepingOpenFor: .seconds(60), deadline: .seconds(60))
      }
      #expect(answer.status != nil)
      #expect(clock.now - start < .seconds(35), "\(clock.now - start)")
    }
  }
}
