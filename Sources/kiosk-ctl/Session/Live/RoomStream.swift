import KioskCore
import KioskRPC

/// How the session stands on the devices of a room, a line of JSON for each change. The time that passes is none.
enum RoomStream {
  /// The field that changes each second.
  private static let passing = "seconds_left"

  /// Writes lines until the task is cancelled.
  /// - Throws: `.cancelled` when nobody reads any more.
  static func run(_ room: Room, _ renderer: Renderer) async throws {
    let (events, sink) = AsyncStream.makeStream(of: (Int, Result<LiveRoom.Look, KioskError>).self)
    let watching = RoomWatch.begin(room) { sink.yield(($0, $1)) }
    defer { watching.cancel() }
    var known: [Int: Record] = [:]
    var written: [String] = []
    for await (index, result) in events {
      known[index] = RoomStatusRecord.make(room.members[index], result.map(\.response))
      // The first line waits until each device has answered, or is known to be away.
      guard known.count == room.members.count else { continue }
      let records = room.members.indices.compactMap { known[$0] }
      let lasting = records.map { JSONText.object(Record($0.fields.filter { $0.key != passing })) }
      guard lasting != written else { continue }
      written = lasting
      try renderer.list(records, key: "devices", empty: "There are no devices.")
    }
  }
}
