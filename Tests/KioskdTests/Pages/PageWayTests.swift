import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kioskd

/// What somebody says on a page comes to the coordinator, once, or the page is told why not.
@Suite struct PageWayTests {
  @Test func aContributionComesToTheCoordinator() async throws {
    try await TestRoom.withPages { room in
      let reply = try await room.post(
        "/api/contributions", TestRoom.contribution("Grown-ups who stay. Tha mi toilichte."))
      #expect(reply.status == 200)
      #expect(reply.text == #"{"alreadyTaken":false,"code":""}"#)
      #expect(reply.headers["cache-control"] == "no-store")
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      #expect(try await room.collect().words == ["Grown-ups who stay. Tha mi toilichte."])
    }
  }

  @Test func whatIsSentAgainIsTakenOnce() async throws {
    try await TestRoom.withPages { room in
      let body = try TestRoom.contribution("once", wantsCode: true)
      let first = try await room.post("/api/contributions", body).json()
      let second = try await room.post("/api/contributions", body).json()
      #expect((first["code"] as? String)?.count == 19)
      #expect(first["alreadyTaken"] as? Bool == false)
      #expect(second["alreadyTaken"] as? Bool == true)
      // The first answer may have been lost, and the code with it.
      #expect(second["code"] as? String == first["code"] as? String)
      #expect(room.device.queue.level.queued == 1)
    }
  }

  /// Only the run that was asked first knows whether it has it already.
  @Test func aTryAgainIsTakenByTheSameRunOnly() async throws {
    try await TestRoom.withPages { room in
      let boot = try #require(try await room.get("/api/now").json()["boot"] as? String)
      let other = try await room.post("/api/contributions", TestRoom.contribution("twice?", boot: "0123456789abcdef"))
      #expect(other.status == 409)
      #expect(other.code == "restarted")
      #expect(room.device.queue.level.queued == 0)
      #expect(try await room.post("/api/contributions", TestRoom.contribution("once", boot: boot)).status == 200)
      #expect(room.device.queue.level.queued == 1)
    }
  }

  @Test func aCodeTakesItBack() async throws {
    try await TestRoom.withPages { room in
      let reply = try await room.post("/api/contributions", TestRoom.contribution("no, not that", wantsCode: true))
      let code = try #require(try reply.json()["code"] as? String)
      let withdrawal = try await room.post("/api/withdrawals", #"{"code":"\#(code)"}"#)
      #expect(withdrawal.status == 200)
      #expect(withdrawal.text == "{}")
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      #expect(try await room.collect().words.isEmpty)
      #expect(try await room.post("/api/withdrawals", #"{"code":"1234 5678"}"#).code == "invalid")
    }
  }

  @Test func aFullQueueSaysSo() async throws {
    try await TestRoom.withPages(capacity: 2) { room in
      for _ in 0..<2 { _ = try await room.post("/api/contributions", TestRoom.contribution("there is room")) }
      let reply = try await room.post("/api/contributions", TestRoom.contribution("there is none"))
      #expect(reply.status == 507)
      #expect(reply.code == "full")
      #expect(try await room.get("/api/now").json()["accepting"] as? Bool == false)
    }
  }

  @Test func withoutAPackNothingIsTaken() async throws {
    try await TestRoom.withPages(enrolled: false) { room in
      let reply = try await room.post("/api/contributions", TestRoom.contribution("too early"))
      #expect(reply.status == 503)
      #expect(reply.code == "notReady")
      let now = try await room.get("/api/now").json()
      #expect(now["programme"] is NSNull)
      #expect(now["session"] is NSNull)
      #expect(now["accepting"] as? Bool == false)
    }
  }

  /// No answer says anything of what was sent.
  @Test func whatCannotBeTakenIsRefusedWithoutRepeatingIt() async throws {
    try await TestRoom.withPages { room in
      let secret = "zebra-crossing"
      func with(_ change: (inout [String: Any]) -> Void) throws -> String {
        let data = Data(try TestRoom.contribution(secret).utf8)
        var object = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        change(&object)
        return String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
      }
      let refused: [(String, String)] = [
        (try with { $0["submission"] = secret }, "invalid"),
        (try with { $0["submission"] = "" }, "invalid"),
        (try with { $0["prompt"] = nil }, "invalid"),
        (try with { $0["wantsCode"] = secret }, "invalid"),
        (try with { $0["content"] = ["way": "song", "text": secret] }, "invalid"),
        (try with { $0["content"] = ["way": "words", "text": secret + "\u{7}"] }, "invalid"),
        (try with { $0["content"] = ["way": "words", "text": String(repeating: secret, count: 200)] }, "invalid"),
        (try with { $0["activity"] = secret }, "notFound"),
        (try with { $0["session"] = secret }, "notFound"),
        (try with { $0["language"] = "not a tag" }, "invalid"),
        ("{\"\(secret)", "invalid"), ("", "invalid"), ("[]", "invalid"),
      ]
      for (body, code) in refused {
        let reply = try await room.post("/api/contributions", body)
        #expect(reply.code == code, "\(body)")
        #expect(!reply.text.contains(secret))
      }
      #expect(room.device.queue.level.queued == 0)
    }
  }
}
