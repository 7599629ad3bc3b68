import Crypto
import KioskCore
import KioskRPC
import Testing

@testable import kiosk_store
@testable import kioskd

/// "You said, we did" on its way to the rooms, and on the device.
@Suite struct FeedbackTests {
  func code(_ body: () async throws -> Void) async -> KioskError.Code? {
    do { try await body() } catch { return (error as? KioskError)?.code }
    return nil
  }

  @Test func devicesShowTheirRoomsFeedbackElseTheGeneralOne() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let ward = try await room.device("Kiosk 1", in: "Ward 2")
      let hall = try await room.device("Kiosk 2")
      try await room.following([ward, hall]) {
        let general = try await room.publishFeedback(1)
        try await room.eventually("both show the general one") {
          ward.feedbackRevision == 1 && hall.feedbackRevision == 1
        }
        #expect(ward.state.value.feedback == (try TestRoom.feedback(1)))
        #expect(ward.state.value.feedbackDigest == general)
        // The rooms count on their own.
        try await room.publishFeedback(1, items: 2, for: "Ward 2")
        try await room.eventually("the ward shows its own") { ward.state.value.feedback?.items.count == 2 }
        try await room.publishFeedback(2, items: 0)
        try await room.eventually("the hall shows nothing") { hall.state.value.feedback?.items.isEmpty == true }
        #expect(ward.state.value.feedback?.items.count == 2)
        let now = try await room.publishFeedback(PublishFeedbackRequest(room: "Ward 2", isWithdrawal: true))
        #expect(now == hall.state.value.feedbackDigest)
        try await room.eventually("the general one counts in the ward") { ward.feedbackRevision == 2 }
      }
      // All of it is there after a restart.
      let again = try Device(directory: ward.files.directory, queueCapacity: 1)
      #expect(again.state.value.feedback == ward.state.value.feedback)
      #expect(again.state.value.feedbackDigest == ward.state.value.feedbackDigest)
    }
  }

  /// An older revision than the one that it shows, since revisions count by room; and nothing, where there is none.
  @Test func aMovedDeviceShowsWhatIsForItsNewRoom() async throws {
    try await TestRoom.with(enrolled: false) { room in
      try await room.publishFeedback(7, for: "Ward 2")
      try await room.publishFeedback(3, for: "Ward 3")
      let device = try await room.device("Kiosk 1", in: "Ward 2")
      try await room.following([device]) {
        try await room.eventually("it shows its room's") { device.feedbackRevision == 7 }
        try await room.move("Kiosk 1", to: "Ward 3")
        try await room.eventually("it shows the new room's") { device.feedbackRevision == 3 }
        try await room.move("Kiosk 1", to: "Ward 4")
        try await room.eventually("it shows none") { device.state.value.feedback == nil }
      }
      let again = try Device(directory: device.files.directory, queueCapacity: 1)
      #expect(again.state.value.feedback == nil && !again.state.value.isFeedbackDamaged)
    }
  }

  @Test func whatItShowsIsNotSentAgain() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let device = try await room.device("Kiosk 1")
      let file = try room.feedbackFile(1)
      try await room.publishFeedback(1)
      try await room.hearing(device) { heard in
        try await room.eventually("it is told at once") { heard.messages.map(\.signedFeedback) == [file] }
        // The same again is no news.
        try await room.publishFeedback(1)
        try await Task.sleep(for: .milliseconds(300))
        #expect(heard.messages.count == 1)
      }
      try device.loadFeedback(file, from: .store)
      try await room.hearing(device) { heard in
        try await room.eventually("it is told at once") { heard.messages.count == 1 }
        #expect(heard.messages.map(\.signedFeedback) == [[]])
        #expect(heard.messages.map(\.hasNoFeedback) == [false])
      }
    }
  }

  @Test func anOlderRevisionIsNotPublished() async throws {
    try await TestRoom.with(enrolled: false) { room in
      try await room.publishFeedback(4)
      #expect(await code { try await room.publishFeedback(3) } == .conflict)
      #expect(await code { try await room.publishFeedback(4, items: 2) } == .conflict)
      #expect(await code { try await room.publishFeedback(4) } == nil)
      #expect(await code { try await room.publishFeedback(3, for: "Ward 2") } == nil)
      #expect(await code { try await room.publishFeedback(5, items: 0) } == nil)
      #expect(await code { try await room.publishFeedback(4) } == .conflict)
    }
  }

  private func publish(_ request: PublishFeedbackRequest, _ room: TestRoom) async -> KioskError.Code? {
    await code { try await room.publishFeedback(request) }
  }

  @Test func onlyCoordinatorsPublish() async throws {
    try await TestRoom.with(enrolled: false) { room in
      #expect(await code { try await room.publishFeedback(1, as: .staff) } == .denied)
      let device = try await room.device("Kiosk 1")
      #expect(await publish(.init(signedFeedback: [1]), room, as: device) == .denied)
    }
  }

  private func publish(
    _ request: PublishFeedbackRequest, _ room: TestRoom, as device: Device
  ) async -> KioskError.Code? {
    do {
      _ = try await room.atStore(as: device) { try await $0.unary(CollectionMethods.publishFeedback, request) }
    } catch {
      return (error as? KioskError)?.code
    }
    return nil
  }

  @Test func whatIsNotPublished() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let strange = try SignedFeedback(TestRoom.feedback(1), signedBy: Curve25519.Signing.PrivateKey()).fileBytes()
      #expect(await publish(.init(signedFeedback: strange), room) == .denied)
      // A pack is signed by the same key, and is no feedback.
      let packFile = try room.packFile(1)
      #expect(await publish(.init(signedFeedback: packFile), room) == .invalid)
      #expect(await publish(.init(), room) == .invalid)
      let file = try room.feedbackFile(1)
      #expect(await publish(.init(signedFeedback: file, room: "a/b"), room) == .invalid)
      #expect(await publish(.init(isWithdrawal: true), room) == .invalid)
      #expect(await publish(.init(room: "Ward 2", isWithdrawal: true), room) == .notFound)
      #expect(await publish(.init(signedFeedback: file, room: "Ward 2"), room) == nil)
      #expect(await publish(.init(signedFeedback: file, room: "Ward 2", isWithdrawal: true), room) == .invalid)
      #expect(await publish(.init(room: "Ward 2", isWithdrawal: true), room) == nil)
    }
  }

  private func load(_ file: [UInt8], _ room: TestRoom) async -> KioskError.Code? {
    let request = LoadFeedbackRequest(signedFeedback: file)
    do {
      _ = try await room.onDevice { try await $0.unary(ControlMethods.loadFeedback, request) }
    } catch {
      return error.code
    }
    return nil
  }

  @Test func staffLoadItWhereThereIsNoNetwork() async throws {
    try await TestRoom.with { room in
      let device = room.device.device
      #expect(await load(try room.feedbackFile(2), room) == nil)
      #expect(device.feedbackRevision == 2)
      #expect(await load(try room.feedbackFile(2), room) == nil)
      #expect(await load(try room.feedbackFile(1), room) == .conflict)
      let strange = try SignedFeedback(TestRoom.feedback(3), signedBy: Curve25519.Signing.PrivateKey()).fileBytes()
      #expect(await load(strange, room) == .denied)
      #expect(await load([1, 2, 3], room) == .invalid)
      #expect(device.feedbackRevision == 2)
      #expect(await load(try room.feedbackFile(3, items: 0), room) == nil)
      #expect(device.state.value.feedback?.items == [])
      let found = try await finding(room)
      #expect(found.severity == .ok && found.message.contains("revision 3"))
    }
  }

  @Test func beforeEnrolmentNobodyIsTrusted() async throws {
    try await TestRoom.with(enrolled: false) { room in
      #expect(await load(try room.feedbackFile(1), room) == .notReady)
      let found = try await finding(room)
      #expect(found.severity == .ok)
    }
  }

  private func finding(_ room: TestRoom) async throws -> Finding {
    let findings = try await room.onDevice { try await $0.unary(ControlMethods.diagnose, .init()).findings }
    return try #require(findings.first { $0.check == "feedback" })
  }

  /// Any byte may be wrong, and any part missing: the device goes on, says so, and is mended by the store.
  @Test func aDamagedFileIsNoFeedbackAndIsMended() async throws {
    try await TestRoom.with { room in
      let device = try await room.device("Kiosk 2")
      let file = try room.feedbackFile(1)
      try device.loadFeedback(file, from: .store)
      let path = try #require(device.files.enrolment(device.state.value.record)).feedback
      let damages = [[], Array(file.dropLast()), [UInt8](repeating: 0, count: SignedFeedback.maximumBytes + 1)]
      for damage in damages + [Array(file.dropLast()) + [file.last! ^ 1]] {
        try AtomicFile.write(damage, to: path)
        let again = try Device(directory: device.files.directory, queueCapacity: 1)
        #expect(again.state.value.feedback == nil && again.state.value.isFeedbackDamaged)
        #expect(again.state.value.key != nil)
        // By an older file, since none is shown.
        #expect(await code { try again.loadFeedback(file, from: .file) } == nil)
        #expect(!again.state.value.isFeedbackDamaged)
      }
      try AtomicFile.write([1], to: path)
      let again = try Device(directory: device.files.directory, queueCapacity: 1)
      try await room.following([again]) {
        try await room.eventually("the store has none") { !again.state.value.isFeedbackDamaged }
        #expect(!AtomicFile.exists(path))
        try await room.publishFeedback(5)
        try await room.eventually("the store's is shown") { again.feedbackRevision == 5 }
      }
      try AtomicFile.write([1], to: path)
      let third = try Device(directory: device.files.directory, queueCapacity: 1)
      try await room.following([third]) {
        try await room.eventually("the store's is shown") { third.feedbackRevision == 5 }
      }
      #expect(try AtomicFile.read(path) == room.feedbackFile(5))
    }
  }

  @Test func doctorTellsOfADamagedFile() async throws {
    try await TestRoom.with { room in
      let device = room.device.device
      let path = try #require(device.files.enrolment(device.state.value.record)).feedback
      try AtomicFile.write([1], to: path)
      try device.load()
      let found = try await finding(room)
      #expect(found.severity == .warning && found.message.contains("damaged"))
      #expect(found.nextStep.contains("feedback load"))
    }
  }
}
