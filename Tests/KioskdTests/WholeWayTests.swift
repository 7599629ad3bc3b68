import KioskCore
import KioskRPC
import Testing

@testable import kioskd

@Suite struct WholeWayTests {
  @Test func whatIsSaidReachesACoordinator() async throws {
    try await TestRoom.with { room in
      try await room.submit("Keep connected to family")
      try await room.submit("Young people to feel safe")
      try await room.eventually("the queue is empty") { room.device.queue.level.queued == 0 }
      let collected = try await room.collect()
      #expect(Set(collected.words) == ["Keep connected to family", "Young people to feel safe"])
    }
  }

  @Test(arguments: [FaultyNetwork.Fault.lostBefore, .lostAfter])
  func whatTheNetworkLosesComesOnceAllTheSame(_ fault: FaultyNetwork.Fault) async throws {
    let network = FaultyNetwork([fault, fault])
    try await TestRoom.with(network: network) { room in
      try await room.submit("Joined up services")
      try await room.eventually("the queue is empty") { room.device.queue.level.queued == 0 }
      #expect(network.left == 0)
      #expect(try await room.collect().words == ["Joined up services"])
    }
  }

  @Test func aContributionCanBeTakenBackAfterItWasDelivered() async throws {
    try await TestRoom.with { room in
      let code = try await room.submit("a second thought", wantsCode: true).withdrawalCode
      try await room.eventually("the queue is empty") { room.device.queue.level.queued == 0 }
      let before = try await room.collect()
      #expect(before.words.count == 1)
      _ = try await room.onDevice {
        try await $0.unary(CaptureMethods.withdraw, WithdrawRequest(withdrawalCode: code))
      }
      try await room.eventually("the queue is empty") { room.device.queue.level.queued == 0 }
      let after = try await room.collect(after: before.cursor)
      #expect(after.words.isEmpty)
      #expect(after.withdrawn == 1)
      #expect(try await room.collect().words.isEmpty)
    }
  }
}
