import Crypto
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC
import Testing

@testable import kioskd

/// Who may not, and what a store refuses. The store goes on.
struct StoreRefusalTests {
  /// Whoever shows no certificate of this store's authority is not let in at all.
  @Test(.timeLimit(.minutes(10))) func aStrangerIsNotLetIn() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let other = try await StoreServer.make(in: world, named: "other")
      let own = try store.identity(.coordinator)
      let stranger = try other.identity(.coordinator, trusting: own.authority)
      let strangers: [(String, HTTP2ClientTransport.Posix.TransportSecurity)] = [
        ("another authority's certificate", stranger.clientSecurity),
        (
          "no certificate",
          .tls { $0.trustRoots = .certificates([.bytes(own.authority, format: .der)]) }
        ), ("no TLS", .plaintext),
      ]
      for (name, security) in strangers {
        let outcome = await RawClient.attempt(at: store.address, security, CollectionMethods.service, "Collect")
        #expect(outcome == .unavailable, "\(name)")
      }
      // A client does not let in a store of another authority either.
      let deceived = try other.identity(.coordinator).clientSecurity
      #expect(
        await RawClient.attempt(at: store.address, deceived, CollectionMethods.service, "Collect") == .unavailable)
      #expect(try await store.collect().words.isEmpty)
    }
  }

  /// Each method with each role: those that may are let in, the rest are refused.
  @Test(.timeLimit(.minutes(10))) func everyMethodIsOpenToItsRolesOnly() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let courier = try await Courier.enrolled(at: store, in: world)
      let identities: [Role: TLSIdentity] = [
        .kiosk: courier.identity, .staff: try store.identity(.staff), .coordinator: try store.identity(.coordinator),
      ]
      let methods: [(service: String, method: String, roles: Set<Role>)] = [
        (DeliveryMethods.service, "Deliver", [.kiosk]), (DeliveryMethods.service, "Follow", [.kiosk]),
        (EnrolmentMethods.service, "Renew", [.kiosk]), (EnrolmentMethods.service, "CreateInvitation", [.staff]),
        (EnrolmentMethods.service, "Revoke", [.staff]), (EnrolmentMethods.service, "MoveDevice", [.staff]),
        (CollectionMethods.service, "Collect", [.coordinator]),
        (CollectionMethods.service, "Withdraw", [.coordinator, .staff]),
        (CollectionMethods.service, "ListFleet", [.coordinator, .staff]),
        (CollectionMethods.service, "PublishPack", [.coordinator]),
      ]
      for (role, identity) in identities {
        try await RawClient.with(store.address, identity.clientSecurity) { client in
          for (service, method, roles) in methods {
            // An empty message: whoever is let in gets as far as another error, or an answer that does not end.
            let deadline: Duration = method == "Follow" && role == .kiosk ? .milliseconds(500) : .seconds(20)
            let status = await client.call(service, method, [[]], deadline: deadline).status
            #expect((status?.code != .permissionDenied) == roles.contains(role), "\(role) calls \(method)")
            if !roles.contains(role) { #expect(status?.kioskError == "denied") }
          }
          // Nobody enrols there, whoever they are.
          let enrol = await client.call(EnrolmentMethods.service, "Enrol", [[]]).status
          #expect(enrol?.code == .unimplemented)
        }
      }
    }
  }

  /// A device's port for staff: its own kind and coordinators are refused, and nobody captures there.
  @Test(.timeLimit(.minutes(10))) func aDevicesPortIsForStaff() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let port = HostPort(host: "127.0.0.1", port: try Ports.free())
      let device = try await Device.start(in: world, enrolledAt: store, settings: ["listen": port.description])
      try await world.logSays("staff can reach this device")
      let expected: [(TLSIdentity, RPCError.Code?)] = [
        (try store.identity(.staff), nil), (try store.identity(.coordinator), .permissionDenied),
        (try device.identity(), .permissionDenied),
      ]
      for (identity, code) in expected {
        try await RawClient.with(port, identity.clientSecurity, serverName: TLSIdentity.deviceHostName) { client in
          #expect(await client.call(ControlMethods.service, "GetStatus", [[]]).status?.code == code)
          #expect(await client.call(CaptureMethods.service, "GetWhatsOn", [[]]).status?.code == .unimplemented)
          let enrol = await client.call(ControlMethods.service, "Enrol", [[]]).status
          #expect(enrol?.code == .permissionDenied, "nobody enrols a device over the network")
        }
      }
      try await device.submit()
      try await device.drain()
    }
  }

  /// A stream without end is cut off; what was receipted before stays, and so does the connection's peer.
  @Test(.timeLimit(.minutes(10))) func anEndlessStreamIsCutOff() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let courier = try await Courier.enrolled(at: store, in: world)
      let envelope = try courier.seal().bytes
      let answers = NetworkTests.Answers()
      let error = await #expect(throws: KioskError.self) {
        try await courier.deliver([[UInt8]](repeating: envelope, count: 1100)) { await answers.add($0) }
      }
      #expect(error?.code == .full)
      #expect(await answers.all.allSatisfy { $0.outcome == .stored })
      try await courier.deliver([[UInt8]](repeating: envelope, count: 1024)) { await answers.add($0) }
      #expect(try await store.collect().words.count == 1)
    }
  }

  /// What is no envelope gets a receipt that says so; what is no message ends its own stream and nothing else.
  @Test(.timeLimit(.minutes(10))) func whatIsNoEnvelopeIsRefused() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let courier = try await Courier.enrolled(at: store, in: world)
      let good = try courier.seal().bytes
      var later = good
      later[4] = 9
      let answers = NetworkTests.Answers()
      let bad = [[], [1, 2, 3], RandomBytes.make(4096), Array(good.dropLast()), good + [0], later]
      try await courier.deliver(bad + [good]) { await answers.add($0) }
      let outcomes = await answers.all.map(\.outcome)
      #expect(outcomes.filter { $0 == .refused }.count == bad.count)
      #expect(outcomes.filter { $0 == .stored }.count == 1)

      try await RawClient.with(store.address, courier.identity.clientSecurity) { client in
        for message in [[0xFF], Proto.field(1, [UInt8](repeating: 1, count: (1 << 20) + 1))] {
          let status = await client.call(DeliveryMethods.service, "Deliver", [message]).status
          #expect(status?.code == .invalidArgument)
        }
        let long = [UInt8](repeating: 1, count: 2 << 20)
        #expect(await client.call(DeliveryMethods.service, "Deliver", [long]).status?.code == .resourceExhausted)
      }
      #expect(try await store.collect().words.count == 1)
    }
  }

  /// What staff and coordinators get wrong.
  @Test(.timeLimit(.minutes(10))) func wrongQuestionsGetTheirStatus() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let name = Proto.field(1, "Room 1")
      let staff: [(String, [UInt8], RPCError.Code)] = [
        ("CreateInvitation", [], .invalidArgument), ("CreateInvitation", Proto.field(1, " Room"), .invalidArgument),
        ("CreateInvitation", Proto.field(1, "a/b"), .invalidArgument),
        ("CreateInvitation", Proto.field(1, String(repeating: "a", count: 65)), .invalidArgument),
        ("CreateInvitation", name + [0x10, 59], .invalidArgument),
        ("CreateInvitation", name + [0x10] + Proto.varint(604_801), .invalidArgument),
        ("Revoke", Proto.field(1, "nobody"), .notFound),
      ]
      try await RawClient.with(store.address, try store.identity(.staff).clientSecurity) { client in
        for (method, message, code) in staff {
          let status = await client.call(EnrolmentMethods.service, method, [message]).status
          #expect(status?.code == code, "\(method) \(message)")
        }
      }
      let strangersKey = Curve25519.Signing.PrivateKey()
      let strangersPack = try SignedPack(World.pack(), signedBy: strangersKey).fileBytes()
      let coordinator: [(String, [UInt8], RPCError.Code)] = [
        ("Collect", Proto.field(1, [UInt8](repeating: 7, count: 47)), .invalidArgument),
        ("Collect", Proto.field(1, [UInt8](repeating: 0xFF, count: 48)), .invalidArgument),
        ("Withdraw", Proto.field(1, [1, 2, 3]), .invalidArgument),
        ("PublishPack", Proto.field(1, [1, 2, 3]), .invalidArgument),
        ("PublishPack", Proto.field(1, strangersPack), .permissionDenied),
      ]
      try await RawClient.with(store.address, try store.identity(.coordinator).clientSecurity) { client in
        for (method, message, code) in coordinator {
          let status = await client.call(CollectionMethods.service, method, [message]).status
          #expect(status?.code == code, "\(method)")
        }
      }
    }
  }
}

extension RawClient {
  /// Calls once with an empty message.
  /// - Returns: the status's code, `.unavailable` too where there was no connection; nil for OK.
  static func attempt(
    at endpoint: HostPort, _ security: HTTP2ClientTransport.Posix.TransportSecurity, _ service: String,
    _ method: String
  ) async -> RPCError.Code? {
    do {
      return try await with(endpoint, security) { client in
        await client.call(service, method, [[]], deadline: .seconds(10)).status?.code
      }
    } catch {
      return .unavailable
    }
  }
}
