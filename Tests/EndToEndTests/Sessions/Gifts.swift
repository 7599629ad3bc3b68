import KioskCore
import KioskRPC
import Synchronization
import Testing

/// The contributions of a room's people, and the labels that each must be found with.
final class Gifts: Sendable {
  /// Something that somebody began: it belongs to the activity that was on then.
  struct Begun: Sendable {
    let device: Device
    let activity: Activity
    let session: String
    let isRehearsal: Bool
    let group: String
    let prompt: String
    let words: String
  }

  private let world: World
  private let pack: Pack
  private let digest: [UInt8]
  private let day = Day.today
  private let given = Mutex<[String: Labels]>([:])

  init(in room: StaffedRoom) async throws {
    world = room.world
    pack = room.pack
    digest = try await room.devices[0].whatsOn.packDigest
  }

  /// Words by the labels that they are to be found with.
  var expected: [String: Labels] { given.withLock { $0 } }

  /// Somebody begins to answer a prompt of what is on at a device, or of one of the activities that can be read there.
  func begin(on device: Device, prompt position: Int = 0, activity: String? = nil) async throws -> Begun {
    let on = try await device.whatsOn
    let session = try #require(on.session)
    let activity = try #require(on.activities.first { activity == nil || $0.id == activity })
    return Begun(
      device: device, activity: activity, session: session.id, isRehearsal: session.isRehearsal,
      group: session.group, prompt: activity.prompts[position % activity.prompts.count].id, words: world.ledger.next())
  }

  /// Sends it.
  /// - Throws: what the device answers. Without an answer, it may have been taken or not.
  func send(_ begun: Begun) async throws(KioskError) {
    given.withLock { $0[begun.words] = labels(of: begun) }
    do throws(KioskError) {
      _ = try await begun.device.call { channel in
        try await channel.unary(
          CaptureMethods.submit,
          SubmitRequest(
            activity: begun.activity.id, prompt: begun.prompt, content: .words(try Words(begun.words)),
            session: begun.session))
      }
      world.ledger.acknowledge(begun.words)
    } catch {
      if error.code != .unreachable { world.ledger.refuse(begun.words) }
      throw error
    }
  }

  /// Begins and sends one.
  func give(on device: Device, prompt position: Int = 0) async throws {
    try await send(try await begin(on: device, prompt: position))
  }

  /// Sends one to a device that is killed meanwhile: no answer, or that it was taken, but never another.
  func sendWhileKilled(_ begun: Begun) async {
    do throws(KioskError) { try await send(begun) } catch {
      #expect(error.code == .unreachable, "\(error)")
    }
  }

  private func labels(of begun: Begun) -> Labels {
    var labels = Labels()
    labels.packDigest = digest
    labels.session = begun.session
    labels.activity = begun.activity.id
    labels.prompt = begun.prompt
    labels.isRehearsal = begun.isRehearsal
    labels.day = day
    labels.board = Self.boards[begun.activity.id] ?? ""
    if Self.inGroups.contains(begun.activity.id) {
      labels.group = begun.group
      labels.box = begun.group
    }
    return labels
  }

  /// As the slides have it: written out here, so that what compiles and reads them is tested too.
  private static let boards = ["breakout": "future-world-view", "back-casting": "pathway-actions"]
  private static let inGroups: Set = ["breakout", "back-casting"]

  /// What coordinators find is what was given, with its labels: each once, and none that was acknowledged is missing.
  func check(_ store: StoreServer) async throws {
    var found: [String] = []
    var lengths: Set<Int> = []
    for item in try await store.items() {
      guard case .envelope(let bytes) = item else {
        Issue.record("there is something else than envelopes")
        continue
      }
      lengths.insert(bytes.count)
      let contribution = try EnvelopeSeal.open(try Envelope(decoding: bytes), with: world.collectionKey)
      guard case .words(let words) = contribution.content else { continue }
      found.append(words.exposed)
      #expect(contribution.labels == expected[words.exposed], "\(contribution.labels)")
    }
    world.ledger.check(recovered: found, "at the coordinator")
    #expect(lengths.count == 1, "lengths tell contributions apart")
  }
}
