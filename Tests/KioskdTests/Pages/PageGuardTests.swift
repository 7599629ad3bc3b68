import KioskCore
import Testing

@testable import kioskd

/// Only our own pages get in.
@Suite struct PageGuardTests {
  static let wrong: [([String: String], Int)] = [
    (["Host": "example.com"], 421), (["Host": "localhost:7480"], 421), (["Host": ""], 400),
    (["Origin": "http://example.com"], 403), (["Origin": "null"], 403), (["Origin": ""], 403),
    (["X-Kiosk": ""], 403), (["X-Kiosk": "0"], 403), (["Sec-Fetch-Site": "cross-site"], 403),
    (["Sec-Fetch-Site": "same-site"], 403), (["Content-Type": "text/plain"], 415), (["Content-Type": ""], 415),
    (["Content-Type": "application/x-www-form-urlencoded"], 415),
  ]

  @Test func whoeverIsNotOurPageGivesNothing() async throws {
    try await TestRoom.withPages { room in
      let body = try TestRoom.contribution("from elsewhere")
      for (headers, status) in Self.wrong {
        let reply = try await room.post("/api/contributions", body, headers: headers)
        #expect(reply.status == status || headers["Host"] == "" && reply.status == 421, "\(headers): \(reply.status)")
      }
      #expect(room.device.queue.level.queued == 0)
      let taken = try await room.post(
        "/api/contributions", body,
        headers: ["Content-Type": "application/json; charset=utf-8", "Sec-Fetch-Site": "same-origin"])
      #expect(taken.status == 200)
    }
  }

  @Test func whoeverIsNotOurPageReadsNothing() async throws {
    try await TestRoom.withPages { room in
      for path in ["/", "/api/now", "/api/events", "/api/promises"] {
        for headers in [["Host": "example.com"], ["Origin": "http://example.com"], ["Sec-Fetch-Site": "cross-site"]] {
          let reply = try await room.get(path, headers: headers)
          #expect([403, 421].contains(reply.status), "\(path) \(headers)")
          #expect(reply.headers["access-control-allow-origin"] == nil)
          #expect(reply.headers["cross-origin-resource-policy"] == "same-origin")
        }
      }
      #expect(try await room.get("/", headers: ["Sec-Fetch-Site": "none"]).status == 200)
    }
  }

  /// A second Host is what an intermediary and a server could read differently.
  @Test func twoHostsAreNone() async throws {
    try await TestRoom.withPages { room in
      let connection = try RawHTTP(room.pagesAddress)
      let own = try room.pagesAddress
      try await connection.send("GET /api/now HTTP/1.1\r\nHost: \(own)\r\nHost: example.com\r\n\r\n")
      #expect(try await connection.reply().status == 421)
    }
  }

  /// A page of another origin asks before it sends what is not plain; it is refused without a word that would let it.
  @Test func anotherPagesQuestionIsRefused() async throws {
    try await TestRoom.withPages { room in
      let connection = try RawHTTP(room.pagesAddress)
      try await connection.send(
        room.request(
          "OPTIONS", "/api/contributions",
          headers: [
            "Origin": "http://example.com", "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-kiosk",
          ]))
      let reply = try await connection.reply()
      #expect(reply.status == 403)
      #expect(!reply.headers.keys.contains { $0.hasPrefix("access-control") })
    }
  }

  @Test func methodsAreThoseOfTheAddress() async throws {
    try await TestRoom.withPages { room in
      for (method, path, allowed) in [
        ("DELETE", "/", "GET, HEAD"), ("POST", "/", "GET, HEAD"), ("GET", "/api/contributions", "POST"),
        ("PUT", "/api/contributions", "POST"), ("HEAD", "/api/events", "GET"),
      ] {
        let connection = try RawHTTP(room.pagesAddress)
        try await connection.send(room.request(method, path, length: 0))
        let reply = try await connection.reply(headOnly: method == "HEAD")
        #expect(reply.status == 405, "\(method) \(path)")
        #expect(reply.headers["allow"] == allowed)
      }
    }
  }
}
