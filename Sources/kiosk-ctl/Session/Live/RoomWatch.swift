import KioskCore
import KioskRPC
import Synchronization

/// Asks the devices of a room how the session stands, again and again; none waits for another.
enum RoomWatch {
  /// How often each is asked.
  static let interval = Duration.seconds(1)
  /// How long each may take: longer, and it is away for people who wait.
  static let deadline = Duration.seconds(2)

  /// Begins to ask; the task ends when it is cancelled.
  /// - Parameter report: takes the number of the device and what came of it.
  static func begin(
    _ room: Room, _ report: @escaping @Sendable (Int, Result<LiveRoom.Look, KioskError>) -> Void
  ) -> Task<Void, Never> {
    Task {
      await withDiscardingTaskGroup { tasks in
        for (index, member) in room.members.enumerated() {
          tasks.addTask { await follow(member) { report(index, $0) } }
        }
      }
    }
  }

  /// One connection for as long as it holds: a device need not agree on keys every second.
  private static func follow(
    _ member: Room.Member, _ report: @escaping @Sendable (Result<LiveRoom.Look, KioskError>) -> Void
  ) async {
    let silence = Silent()
    while !Task.isCancelled {
      do throws(KioskError) {
        try await RPCChannel.with(member.target, peer: member.name) { channel in
          var hasAnswered = false
          while !Task.isCancelled {
            let next = ContinuousClock.now + interval
            do throws(KioskError) {
              var seen = try await look(channel, member)
              seen.isAfterSilence = silence.isOver()
              report(.success(seen))
              hasAnswered = true
            } catch {
              // A connection that had held may just have ended; only a new one tells whether the device is away.
              if hasAnswered {
                silence.begin()
                return
              }
              if !Task.isCancelled { report(.failure(error)) }
              try? await Task.sleep(until: next)
              return
            }
            try? await Task.sleep(until: next)
          }
        }
      } catch {
        if !Task.isCancelled { report(.failure(error)) }
        try? await Task.sleep(for: interval)
      }
    }
  }

  /// Whether a device was silent for a moment.
  private final class Silent: Sendable {
    private let isSilent = Mutex(false)

    func begin() { isSilent.withLock { $0 = true } }

    /// Says it once.
    func isOver() -> Bool {
      isSilent.withLock { isSilent in
        defer { isSilent = false }
        return isSilent
      }
    }
  }

  private static func look(_ channel: RPCChannel, _ member: Room.Member) async throws(KioskError) -> LiveRoom.Look {
    let response = try await channel.unary(SessionMethods.get, GetSessionRequest(), deadline: deadline)
    let at = ContinuousClock.now
    // What is asked of people is told on the device's own socket only.
    guard case .unix = member.target, response.session?.isOn == true else {
      return LiveRoom.Look(response: response, activity: nil, at: at)
    }
    let whatsOn = try? await channel.unary(CaptureMethods.getWhatsOn, GetWhatsOnRequest(), deadline: deadline).whatsOn
    let isOne = whatsOn?.session?.id == response.session?.id && whatsOn?.activities.count == 1
    return LiveRoom.Look(response: response, activity: isOne ? whatsOn?.activities[0] : nil, at: at)
  }
}
