import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import KioskCore
import KioskRPC
import NIOPosix
import ServiceLifecycle
import Testing

/// A watcher who goes away leaves nothing behind in the server.
struct WatchTests {
  @Test(.timeLimit(.minutes(10))) func aHandlerEndsWithItsCaller() async throws {
    let path = "/tmp/kiosk-watch-\(RandomBytes.make(4).hexadecimal).sock"
    defer { AtomicFile.remove(path) }
    let began = Tally()
    let ended = Tally()
    let group = MultiThreadedEventLoopGroup.singleton
    let listener = RPCListener(
      try .unix(path: path, mode: 0o600, group: nil), security: .plaintext, gate: CallerGate(.local),
      health: Broadcast(true), on: group, limits: .device, services: [ControlMethods.service]
    ) { router in
      router.watch(ControlMethods.watchEvents, through: CallerGate(.local)) { _, _, send in
        began.add()
        defer { ended.add() }
        try await send(WatchEventsResponse(status: DeviceStatus()))
        try await Task.sleep(for: .seconds(600))
      }
    }
    let serving = Task { try await listener.run() }
    for count in 1...3 {
      try? await RPCChannel.with(.unix(path: path), peer: "the device") { channel in
        try await channel.serverStream(ControlMethods.watchEvents, WatchEventsRequest(), deadline: nil) { _ in
          throw CancellationError()
        }
      }
      try await eventually("handler \(count) has ended", within: .seconds(10)) { ended.count == count }
    }
    #expect(began.count == 3)

    // One whose caller stays ends when the program does.
    let watching = Task {
      try await RPCChannel.with(.unix(path: path), peer: "the device") { channel in
        try await channel.serverStream(ControlMethods.watchEvents, WatchEventsRequest(), deadline: nil) { _ in }
      }
    }
    try await eventually("the fourth has begun") { began.count == 4 }
    serving.cancel()
    try await eventually("the fourth has ended", within: .seconds(10)) { ended.count == 4 }
    _ = await serving.result
    _ = await watching.result
  }
}
