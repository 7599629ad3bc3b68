import Foundation
import KioskCore
import KioskRPC
import Testing

/// The network loses answers, a program stands still, a peer sends what it should not.
struct NetworkTests {
  /// What happens after an answer was lost.
  enum After: CaseIterable {
    case theConnectionEnds, theDeviceDies
  }

  /// Faults 20 and 4: the store has committed, and its receipts never reach the device. It sends again, by itself; the
  /// store's rows stay what they were.
  @Test(.timeLimit(.minutes(10)), arguments: After.allCases)
  func aLostReceiptBringsNothingTwice(_ after: After) async throws {
    try await World.with { world in
      let store = try await StoreServer.make(in: world, publicHost: LossyProxy.host)
      let proxy = try LossyProxy(before: store.address, in: world)
      try await store.daemon.start()
      // Four at a time, all in one delivery.
      let device = try await Device.start(in: world, enrolledAt: store, minimum: 4)
      for round in 1...4 {
        proxy.loseAnswers(true)
        let before = world.ledger.sent.count
        await device.load(count: 4)
        try await eventually("the store has them") { try await store.collect().words.count >= before + 4 }
        #expect(try await device.status.queued > 0, "round \(round): a receipt came through")
        if after == .theDeviceDies { await device.daemon.kill() }
        proxy.loseAnswers(false)
        proxy.cut()
        if after == .theDeviceDies { try await device.daemon.start() }
        try await eventually("the queue is empty") { try await device.status.queued == 0 }
        let collection = try await store.collect()
        #expect(collection.words.count == before + 4)
        #expect(collection.quarantined == 0)
      }
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  /// Fault 17: either program stands still for a while, under load. 4 seconds unless told otherwise; a minute takes a
  /// minute, and the rule is the same.
  @Test(.timeLimit(.minutes(10)), arguments: ["kioskd", "kiosk-store"])
  func aFrozenProgramGoesOn(_ program: String) async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      let daemon = program == "kioskd" ? device.daemon : store.daemon
      async let load: Void = patientLoad(device, count: 100)
      try await eventually("it has begun") { world.ledger.acknowledged.count > 10 }
      try await daemon.frozen { try await Task.sleep(for: Scale.freeze) }
      try await load
      #expect(world.ledger.acknowledged == world.ledger.sent)
      try await device.drain()
      let collection = try await store.collect()
      #expect(collection.quarantined == 0)
      world.ledger.check(recovered: collection.words, "at the coordinator")
    }
  }

  /// Sends each contribution again and again, under its one name, until it is acknowledged.
  private func patientLoad(_ device: Device, count: Int) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for _ in 0..<4 {
        tasks.addTask {
          for _ in 0..<count / 4 {
            let words = device.world.ledger.next()
            let id = RandomBytes.make(SubmitRequest.submissionIDLength)
            try await eventually("it is acknowledged", within: .seconds(120)) {
              (try? await device.call { try await device.submit(words, id: id, deadline: .seconds(2), over: $0) })
                != nil
            }
          }
        }
      }
      try await tasks.waitForAll()
    }
  }

  /// Fault 25: the same id with other bytes. One is set apart for a person to look at, and the stream goes on.
  @Test(.timeLimit(.minutes(10))) func theSameIDWithOtherBytesIsSetApart() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let courier = try await Courier.enrolled(at: store, in: world)
      let first = try courier.seal()
      var other = first.bytes
      other[2000] ^= 1
      let third = try courier.seal()
      let answers = Answers()
      // A store commits a stream's envelopes beside each other: which of two comes first is settled by sending it first.
      try await courier.deliver([first.bytes]) { await answers.add($0) }
      for rest in [[other, third.bytes, other], [other, first.bytes, third.bytes, other]] {
        try await courier.deliver(rest) { await answers.add($0) }
      }
      let outcomes = await answers.all
      #expect(outcomes.filter { $0.outcome == .stored }.count == 4)
      #expect(outcomes.filter { $0.outcome == .quarantined }.count == 4)
      #expect(outcomes.count == 8)
      let collection = try await store.collect()
      #expect(collection.words.count == 2)
      #expect(collection.quarantined == 1)

      let device = try await Device.start(in: world, enrolledAt: store)
      try await device.submit()
      try await device.drain()
      #expect(try await store.collect().words.count == 3)
    }
  }

  /// A device takes what is said without any store, and delivers by itself when there is one.
  @Test(.timeLimit(.minutes(10))) func aDeviceThatStartsOfflineDeliversLater() async throws {
    try await World.with { world in
      let store = try await StoreServer.start(in: world)
      let device = try await Device.start(in: world, enrolledAt: store)
      try await device.daemon.stop()
      try await store.daemon.stop()
      try await device.daemon.start()
      #expect(try await device.whatsOn.isAccepting)
      await device.load(count: 20)
      #expect(world.ledger.acknowledged.count == 20)
      try await eventually("it says so") { try await device.status.linkError == "unreachable" }
      #expect(try await device.status.queued == 20)
      try await store.daemon.start()
      try await eventually("it delivers by itself") { try await device.status.queued == 0 }
      #expect(try await device.status.linkError.isEmpty)
      world.ledger.check(recovered: try await store.collect().words, "at the coordinator")
    }
  }

  actor Answers {
    var all: [DeliverResponse] = []
    func add(_ answer: DeliverResponse) { all.append(answer) }
  }
}
