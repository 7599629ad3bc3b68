import KioskCore
import KioskRPC
import Testing

@testable import kioskd

@Suite struct CaptureTests {
  func code(_ body: () async throws -> Void) async -> KioskError.Code? {
    do { try await body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  func request(
    activity: String = "drop-in", prompt: String = "first", language: String = "", id: [UInt8] = []
  ) throws -> SubmitRequest {
    SubmitRequest(
      submissionID: id, activity: activity, prompt: prompt, language: language,
      content: .words(try Words("CYP feel valued")))
  }

  @Test func beforeEnrolmentNothingIsTaken() async throws {
    try await TestRoom.with(enrolled: false) { room in
      #expect(await code { try await room.submit("x") } == .notReady)
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(CaptureMethods.getWhatsOn, .init()) } }
          == .notReady)
    }
  }

  @Test func whatIsNotOnIsRefused() async throws {
    try await TestRoom.with { room in
      let activity = try request(activity: "other")
      let prompt = try request(prompt: "other")
      let language = try request(language: "not a tag")
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(CaptureMethods.submit, activity) } } == .notFound)
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(CaptureMethods.submit, prompt) } } == .notFound)
      #expect(
        await code { _ = try await room.onDevice { try await $0.unary(CaptureMethods.submit, language) } } == .invalid)
      #expect(room.device.queue.level.queued == 0)
    }
  }

  @Test func aSubmissionThatIsSentAgainIsTakenOnce() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let request = try request(id: RandomBytes.make(16))
      let first = try await room.onDevice { try await $0.unary(CaptureMethods.submit, request) }
      let second = try await room.onDevice { try await $0.unary(CaptureMethods.submit, request) }
      #expect(!first.wasTakenBefore)
      #expect(second.wasTakenBefore)
      #expect(room.device.queue.level.queued == 1)
    }
  }

  @Test func aFullQueueRefusesTheNewestAndSaysSo() async throws {
    try await TestRoom.with(minimum: 1000, capacity: 3) { room in
      for text in ["one", "two", "three"] { try await room.submit(text) }
      #expect(await code { try await room.submit("four") } == .full)
      let whatsOn = try await room.onDevice { try await $0.unary(CaptureMethods.getWhatsOn, .init()).whatsOn }
      #expect(!whatsOn.isAccepting)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      #expect(Set(try await room.collect().words) == ["one", "two", "three"])
      try await room.submit("four")
    }
  }

  @Test func withdrawingBeforeDeliveryErasesItHere() async throws {
    try await TestRoom.with(minimum: 1000) { room in
      let code = try await room.submit("a second thought", wantsCode: true).withdrawalCode
      _ = try await room.onDevice {
        try await $0.unary(CaptureMethods.withdraw, WithdrawRequest(withdrawalCode: code))
      }
      // What waits now is the withdrawal itself.
      #expect(room.device.queue.level.queued == 1)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.flush, .init(), deadline: .seconds(30)) }
      #expect(try await room.collect().words.isEmpty)
    }
  }

  @Test func aMistypedCodeIsRefused() async throws {
    try await TestRoom.with { room in
      let found = await code {
        _ = try await room.onDevice {
          try await $0.unary(CaptureMethods.withdraw, WithdrawRequest(withdrawalCode: "1234 5678 1234 5678"))
        }
      }
      #expect(found == .invalid)
    }
  }

  @Test func labelsTravelInsideTheSeal() async throws {
    try await TestRoom.with { room in
      let request = try request(language: "gd")
      _ = try await room.onDevice { try await $0.unary(CaptureMethods.submit, request) }
      try await room.eventually("it is delivered") { room.device.queue.level.queued == 0 }
      let labels = LabelBox()
      let key = room.collectionKey
      try await room.atStore(as: .coordinator) { channel in
        try await channel.serverStream(CollectionMethods.collect, .init(), deadline: .seconds(5)) { response in
          guard case .envelope(let bytes) = response.item else { return }
          await labels.set(try EnvelopeSeal.open(try Envelope(decoding: bytes), with: key).labels)
        }
      }
      let found = try #require(await labels.value)
      #expect(found.activity == "drop-in")
      #expect(found.prompt == "first")
      #expect(found.language == "gd")
      #expect(found.packDigest == room.device.device.state.value.pack?.digest)
      #expect(found.day == Day.today)
      #expect(!found.isRehearsal)
    }
  }

  private actor LabelBox {
    var value: Labels?
    func set(_ labels: Labels) { value = labels }
  }
}

@Suite struct RecentSubmissionsTests {
  @Test func itForgetsTheOldestPastItsBound() {
    var recent = RecentSubmissions()
    func id(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }
    for number in 0..<RecentSubmissions.limit {
      #expect(recent.begin(id(number)) == .new)
      recent.finish(id(number))
    }
    #expect(recent.begin(id(0)) == .finished)
    #expect(recent.begin(id(9999)) == .new)
    recent.finish(id(9999))
    #expect(recent.begin(id(0)) == .new)
  }

  @Test func theLastCodeOnlyIsKept() {
    var recent = RecentSubmissions()
    let code = WithdrawalCode()
    _ = recent.begin([1])
    recent.finish([1], code: code)
    #expect(recent.code(of: [1]) == code)
    #expect(recent.code(of: [2]) == nil)
    recent.forgetCode(of: [2])
    #expect(recent.code(of: [1]) == code)
    recent.forgetCode(of: [1])
    #expect(recent.code(of: [1]) == nil)
    _ = recent.begin([3])
    recent.finish([3], code: code)
    // Somebody else, who wants none.
    _ = recent.begin([4])
    recent.finish([4])
    #expect(recent.code(of: [3]) == nil)
    recent.finish([], code: code)
    #expect(recent.code(of: []) == nil)
  }

  @Test func whatFailedMayComeAgain() {
    var recent = RecentSubmissions()
    #expect(recent.begin([1]) == .new)
    #expect(recent.begin([1]) == .underWay)
    recent.forget([1])
    #expect(recent.begin([1]) == .new)
  }
}
