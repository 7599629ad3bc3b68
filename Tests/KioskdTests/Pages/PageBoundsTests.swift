import HTTPTypes
import KioskCore
import KioskRPC
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import kioskd

/// Nobody takes the pages away from the person at the device.
@Suite struct PageBoundsTests {
  /// A contribution of so many bytes, most of which are white space.
  func body(_ count: Int) throws -> String {
    let text = try TestRoom.contribution("as long as it may be")
    return text + String(repeating: " ", count: count - text.utf8.count)
  }

  @Test func aBodyHasABound() async throws {
    try await TestRoom.withPages { room in
      #expect(try await room.post("/api/contributions", body(PageResponder.maximumBody)).status == 200)
      let long = try await room.post("/api/contributions", body(PageResponder.maximumBody + 1))
      #expect(long.status == 413)
      #expect(long.code == "invalid")
      #expect(room.device.queue.level.queued == 1)
    }
  }

  @Test func aBodyThatDoesNotSayHowLongItIsHasTheSame() async throws {
    try await TestRoom.withPages { room in
      for (count, status) in [(PageResponder.maximumBody, 200), (PageResponder.maximumBody + 1, 413)] {
        let text = try body(count)
        let connection = try RawHTTP(room.pagesAddress)
        try await connection.send(room.request("POST", "/api/contributions", headers: ["Transfer-Encoding": "chunked"]))
        try await connection.send(String(count, radix: 16) + "\r\n" + text + "\r\n0\r\n\r\n")
        #expect(try await connection.reply().status == status)
      }
    }
  }

  @Test func aGiantBodyIsRefusedAndCutOff() async throws {
    try await TestRoom.withPages { room in
      let connection = try RawHTTP(room.pagesAddress)
      try await connection.send(room.request("POST", "/api/contributions", length: 1 << 30))
      #expect(try await connection.reply().status == 413)
      let chunk = [UInt8](repeating: 32, count: 64 << 10)
      let end = await #expect(throws: RawHTTP.Closed.self) {
        for _ in 0..<1024 { try await connection.send(chunk) }
      }
      #expect(end != nil)
      #expect(try await room.get("/api/now").status == 200)
    }
  }

  @Test func aGiantHeadIsRefused() async throws {
    try await TestRoom.withPages { room in
      let value = String(repeating: "x", count: 32 << 10)
      let reply = try? await room.get("/api/now", headers: ["X-Long": value])
      #expect(reply == nil || (400..<500).contains(reply?.status ?? 0))
      let next = try await room.get("/api/now")
      #expect(next.status == 200)
    }
  }

  @Test func aSlowBodyIsCutOffAndNothingIsTaken() async throws {
    try await TestRoom.withPages { room in
      let text = try TestRoom.contribution("slow")
      let connection = try RawHTTP(room.pagesAddress)
      let begun = ContinuousClock.now
      try await connection.send(room.request("POST", "/api/contributions", length: text.utf8.count))
      for byte in text.utf8.prefix(60) where !connection.isClosed {
        try? await connection.send([byte])
        try await Task.sleep(for: .milliseconds(250))
      }
      try await room.eventually("it is closed") { connection.isClosed }
      let time = ContinuousClock.now - begun
      #expect(time > .seconds(9) && time < .seconds(14), "\(time)")
      #expect(room.device.queue.level.queued == 0)
    }
  }

  @Test func hundredsOfIdleConnectionsKeepNobodyOut() async throws {
    try await TestRoom.withPages { room in
      let watching = try RawHTTP(room.pagesAddress)
      try await watching.send(room.request("GET", "/api/events"))
      _ = try await watching.read(upTo: Array("event: now\n".utf8))
      let idle = try (0..<200).map { _ in try RawHTTP(room.pagesAddress) }
      #expect(try await room.post("/api/contributions", TestRoom.contribution("I am here")).status == 200)
      let connections = try #require(room.device.pages).listener.connections
      #expect(connections.count <= PageConnections.limit)
      try await room.eventually("the others are closed") {
        idle.filter { !$0.isClosed }.count < PageConnections.limit
      }
      // The page on the screen hears on.
      #expect(!watching.isClosed)
    }
  }

  @Test func slowOnesKeepNobodyOutEither() async throws {
    try await TestRoom.withPages { room in
      var slow: [RawHTTP] = []
      for _ in 0..<2 * PageConnections.limit {
        let connection = try RawHTTP(room.pagesAddress)
        try await connection.send(room.request("POST", "/api/contributions", length: 1000))
        slow.append(connection)
      }
      #expect(try await room.post("/api/contributions", TestRoom.contribution("I am here")).status == 200)
      #expect(slow.contains { $0.isClosed })
    }
  }

  @Test func streamsHaveABound() async throws {
    try await TestRoom.withPages { room in
      func stream() async throws -> RawHTTP {
        let connection = try RawHTTP(room.pagesAddress)
        try await connection.send(room.request("GET", "/api/events"))
        return connection
      }
      var streams: [RawHTTP] = []
      for _ in 0..<PageEvents.limit {
        let connection = try await stream()
        _ = try await connection.read(upTo: Array("event: now\n".utf8))
        streams.append(connection)
      }
      let last = try await stream().reply()
      #expect(last.status == 503)
      #expect(last.code == "busy")
      // Whoever leaves makes room at once.
      streams.removeLast()
      try await room.eventually("there is room again") {
        let next = try await stream()
        return (try? await next.read(upTo: Array("event: now\n".utf8), within: .milliseconds(500))) != nil
      }
    }
  }

  /// With a clock of its own, for what takes half a minute.
  @Test func aConnectionThatAsksForNothingIsClosed() throws {
    let channel = EmbeddedChannel(handler: PageConnection(PageConnections()))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    channel.embeddedEventLoop.advanceTime(by: PageConnection.idleTime - .seconds(1))
    #expect(channel.isActive)
    try channel.writeInbound(HTTPRequestPart.head(.init(method: .get, scheme: "http", authority: "a", path: "/")))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    // An answer takes what it takes.
    channel.embeddedEventLoop.advanceTime(by: .hours(1))
    #expect(channel.isActive)
    try channel.writeOutbound(HTTPResponsePart.head(.init(status: .ok)))
    try channel.writeOutbound(HTTPResponsePart.end(nil))
    channel.embeddedEventLoop.advanceTime(by: PageConnection.idleTime - .seconds(1))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
  }

  @Test func anAnswerThatNobodyTakesIsNotKept() throws {
    let channel = EmbeddedChannel(handler: PageConnection(PageConnections()))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    try channel.writeInbound(HTTPRequestPart.head(.init(method: .get, scheme: "http", authority: "a", path: "/")))
    try channel.writeInbound(HTTPRequestPart.end(nil))
    channel.isWritable = false
    channel.pipeline.fireChannelWritabilityChanged()
    channel.embeddedEventLoop.advanceTime(by: PageConnection.answerTime - .seconds(1))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
  }
}
