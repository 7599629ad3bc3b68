import Foundation
import GRPCCore
import KioskCore
import KioskRPC
import Testing

/// What somebody sends to a device's socket and ought not to: each gets its status, no text of it comes back or is
/// logged, and the device goes on.
struct CaptureRefusalTests {
  /// One call that is refused.
  struct Call: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var service = CaptureMethods.service
    var method = "Submit"
    /// Made with the world's marker, which the words hold.
    let messages: @Sendable (String) -> [[UInt8]]
    let status: RPCError.Code
    var error: String?
  }

  /// A submission: one field replaced, removed (empty), or added.
  private static func submission(_ marker: String, replacing fields: [Int: [UInt8]] = [:]) -> [UInt8] {
    var all: [Int: [UInt8]] = [
      2: Proto.field(2, "drop-in"), 3: Proto.field(3, "first"),
      5: Proto.field(5, Proto.field(1, "\(marker) from a raw client")),
    ]
    all.merge(fields) { $1 }
    return all.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  private static func words(_ bytes: @escaping @Sendable (String) -> [UInt8]) -> @Sendable (String) -> [[UInt8]] {
    { marker in [submission(marker, replacing: [5: Proto.field(5, Proto.field(1, bytes(marker)))])] }
  }

  private static func replacing(_ number: Int, _ bytes: [UInt8]) -> @Sendable (String) -> [[UInt8]] {
    { marker in [submission(marker, replacing: [number: bytes])] }
  }

  static let calls: [Call] = [
    .init(testDescription: "one wrong byte", messages: { _ in [[0xFF]] }, status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a field longer than the message", messages: { [[0x2A, 0x7F] + Array($0.utf8)] },
      status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a length beyond all memory",
      messages: { [[0x2A] + Proto.varint(1 << 60) + Array($0.utf8)] }, status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a group that never ends", messages: { [[0x2B] + Array($0.utf8)] }, status: .invalidArgument,
      error: "invalid"),
    .init(
      testDescription: "words cut off", messages: { [submission($0).dropLast(3)] }, status: .invalidArgument,
      error: "invalid"),
    .init(
      testDescription: "wrong UTF-8", messages: words { Array($0.utf8) + [0xC3, 0x28] }, status: .invalidArgument,
      error: "invalid"),
    .init(
      testDescription: "a lone surrogate", messages: words { Array($0.utf8) + [0xED, 0xA0, 0x80] },
      status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a NUL inside", messages: words { Array($0.utf8) + [0] + Array($0.utf8) },
      status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a control character", messages: words { Array($0.utf8) + [7] }, status: .invalidArgument,
      error: "invalid"),
    .init(testDescription: "no words", messages: words { _ in [] }, status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "white space only", messages: words { _ in Array(" \n\t\u{3000}".utf8) },
      status: .invalidArgument, error: "invalid"),
    .init(testDescription: "nothing in it", messages: replacing(5, []), status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "2049 bytes",
      messages: words { Array($0.utf8) + [UInt8](repeating: 0x61, count: 2049 - $0.utf8.count) },
      status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "2050 bytes that are 1025 characters",
      messages: words { _ in Array(String(repeating: "é", count: 1025).utf8) }, status: .invalidArgument,
      error: "invalid"),
    .init(
      testDescription: "an unknown activity", messages: replacing(2, Proto.field(2, "nowhere")), status: .notFound,
      error: "not-found"),
    .init(
      testDescription: "an unknown prompt", messages: replacing(3, Proto.field(3, "nothing")), status: .notFound,
      error: "not-found"),
    .init(
      testDescription: "an activity with a NUL", messages: replacing(2, Proto.field(2, [0x64, 0])),
      status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a language that is none", messages: replacing(4, Proto.field(4, "en GB!")),
      status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a name of 15 bytes", messages: replacing(1, Proto.field(1, [UInt8](repeating: 1, count: 15))),
      status: .invalidArgument, error: "invalid"),
    .init(testDescription: "no message", messages: { _ in [] }, status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "two messages", messages: { [submission($0), submission($0)] }, status: .invalidArgument,
      error: "invalid"),
    .init(
      testDescription: "a message of two MiB",
      messages: { marker in [Array(marker.utf8) + [UInt8](repeating: 0x61, count: 2 << 20)] },
      status: .resourceExhausted, error: "full"),
    .init(
      testDescription: "a withdrawal code that is mistyped", method: "Withdraw",
      messages: { _ in [Proto.field(1, "1234 5678 9012 3451")] }, status: .invalidArgument, error: "invalid"),
    .init(
      testDescription: "a method that is not there", method: "Eavesdrop", messages: { [submission($0)] },
      status: .unimplemented),
    .init(
      testDescription: "a store's service", service: DeliveryMethods.service, method: "Deliver",
      messages: { [submission($0)] }, status: .unimplemented),
    .init(
      testDescription: "an invitation that is none", service: ControlMethods.service, method: "Enrol",
      messages: { _ in [Proto.field(1, "ABCD-1234") + Proto.field(2, "127.0.0.1:1")] }, status: .invalidArgument,
      error: "invalid"),
    .init(
      testDescription: "an enrolment address that is none", service: ControlMethods.service, method: "Enrol",
      messages: { _ in [Proto.field(1, "ABCD-1234") + Proto.field(2, "nowhere at all")] }, status: .invalidArgument,
      error: "invalid"),
  ]

  @Test(.timeLimit(.minutes(10))) func everyWrongCallGetsItsStatus() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      try await RawClient.with(socket: device.socket) { client in
        for call in Self.calls {
          let (status, answers) = await client.call(call.service, call.method, call.messages(world.marker))
          #expect(status?.code == call.status, "\(call.testDescription): \(status.map { "\($0)" } ?? "OK")")
          #expect(status?.kioskError == call.error, "\(call.testDescription)")
          #expect(answers.isEmpty, "\(call.testDescription)")
          #expect(!"\(status.map { "\($0)" } ?? "")".contains(world.marker), "\(call.testDescription): words come back")
        }
      }
      #expect(try await device.status.queued == 0, "something of it was taken")
      try await device.submit()
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  @Test(.timeLimit(.minutes(10))) func wordsUpToTheBoundAreTakenByteForByte() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      let texts = [
        world.marker + String(repeating: "a", count: 2048 - world.marker.utf8.count),
        world.marker + "\n\tAn t-eilean, cafe\u{301}, café, 👩‍👩‍👧, \u{202E}abc\u{202C}", "  \(world.marker)  ",
      ]
      try await device.call { channel in for text in texts { try await device.submit(text, over: channel) } }
      try await device.drain()
      let words = try await store.collect().words
      #expect(Set(words.map { Array($0.utf8) }) == Set(texts.map { Array($0.utf8) }))
    }
  }

  /// Without an enrolment nothing is taken, and the answer says what is to be done.
  @Test(.timeLimit(.minutes(10))) func aDeviceWithoutAStoreTakesNothing() async throws {
    try await World.with { world in
      let device = try Device.make(in: world)
      try await device.daemon.start()
      let service = CaptureMethods.service
      try await RawClient.with(socket: device.socket) { client in
        for (method, message) in [("Submit", Self.submission(world.marker)), ("GetWhatsOn", [])] {
          let status = await client.call(service, method, [message]).status
          #expect(status?.code == .failedPrecondition)
          #expect(status?.kioskError == "not-ready")
        }
        let flush = await client.call(ControlMethods.service, "Flush", [[]]).status
        #expect(flush?.code == .failedPrecondition)
      }
      #expect(try await device.status.queued == 0)
      #expect(try await device.status.link == LinkState.none)
    }
  }

  /// Bytes that are no gRPC, and connections that say nothing.
  @Test(.timeLimit(.minutes(10))) func whatIsNoCallIsNoHarm() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store, settings: ["listen": "127.0.0.1:0"])
      var silent: [Int32] = []
      defer { for descriptor in silent { close(descriptor) } }
      let garbage = [
        Array("GET /?\(world.marker) HTTP/1.1\r\nHost: x\r\n\r\n".utf8), RandomBytes.make(3000),
        Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [UInt8](repeating: 0xFF, count: 500),
      ]
      for bytes in garbage {
        let unix = try Connection.open(.unix(device.socket))
        Connection.write(bytes, to: unix)
        let tcp = try Connection.open(.tcp(store.address))
        Connection.write(bytes, to: tcp)
        silent += [unix, tcp]
      }
      for _ in 0..<50 { silent.append(try Connection.open(.unix(device.socket))) }
      for _ in 0..<50 { silent.append(try Connection.open(.tcp(store.address))) }
      await device.load(count: 20)
      #expect(world.ledger.acknowledged.count == 20)
      try await device.drain()
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }
}
