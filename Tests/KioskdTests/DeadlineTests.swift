import KioskCore
import KioskRPC
import NIOCore
import Testing

@Suite struct DeadlineTests {
  @Test(arguments: [
    ("1H", TimeAmount.hours(1)), ("99999999S", .seconds(99_999_999)), ("30M", .minutes(30)),
    ("250m", .milliseconds(250)), ("7u", .microseconds(7)), ("0n", .nanoseconds(0)),
  ])
  func timeoutsAreReadAsGRPCWritesThem(text: String, time: TimeAmount) {
    #expect(CallTimeout.parse(text) == time)
  }

  @Test(arguments: ["", "S", "5", "-5S", "5s", "123456789S", "5 S", "٥S", "5SS"])
  func whatIsNoTimeoutIsLeftAlone(text: String) {
    #expect(CallTimeout.parse(text) == nil)
  }

  /// The caller's clock says first that it is over; the device goes on.
  @Test func aCallersDeadlineEndsACall() async throws {
    try await TestRoom.with(enrolled: false) { room in
      let error = await #expect(throws: KioskError.self) {
        try await room.onDevice { channel in
          try await channel.serverStream(ControlMethods.watchEvents, .init(), deadline: .milliseconds(300)) { _ in }
        }
      }
      #expect(error?.code == .unreachable)
      _ = try await room.onDevice { try await $0.unary(ControlMethods.getStatus, .init()) }
    }
  }
}
