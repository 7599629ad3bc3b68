import ArgumentParser
import KioskCore
import KioskRPC

/// How a device is.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show how a device is.")

  @OptionGroup var device: DeviceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let status = try await device.calling { channel in
      try await channel.unary(ControlMethods.getStatus, GetStatusRequest()).status
    }
    try output.renderer.show(status.record)
  }
}

extension DeviceStatus {
  /// Everything that the device says of itself.
  var record: Record {
    Record([
      Field("version", "Version", .known(version)),
      Field("name", "Name", .known(name)),
      Field("programme", "Programme", .known(programme)),
      Field("pack_digest", "Pack", .digest(packDigest)),
      Field("collection_key_fingerprint", "Collection key", .digest(collectionKeyFingerprint)),
      Field("store", "Store", .known(store)),
      Field("link", "Link", .state(link.word, link.tone)),
      Field("link_error", "Last error", linkError.isEmpty ? .absent : .state(linkError, .doubtful)),
      Field("queued", "Queued", .number(Int(queued))),
      Field("capacity", "Capacity", .number(Int(capacity))),
      Field("quarantined", "Set aside", .number(Int(quarantined))),
      Field("sealed", "Sealed since start", .number(Int(clamping: sealed))),
      Field("receipted", "Receipted since start", .number(Int(clamping: receipted))),
      Field("storage_healthy", "Disk", .health(isStorageHealthy)),
      Field("session_id", "Session", .known(session)),
      Field("session_state", "State", sessionPhase.map { .state($0.rawValue, $0.tone) } ?? .text("drop-in")),
      Field("activity_id", "Activity", .known(activity)), Field("group", "Group", .known(group)),
      Field("staff_called", "Staff called", .flag(isStaffCalled)),
    ])
  }
}

extension LinkState {
  /// The word for it, for people and programs alike.
  var word: String {
    switch self {
    case .unspecified: "unknown"
    case .none: "not-enrolled"
    case .idle: "idle"
    case .holding: "holding"
    case .delivering: "delivering"
    case .waiting: "waiting"
    }
  }

  var tone: Value.Tone {
    switch self {
    case .unspecified, .none, .waiting: .doubtful
    case .idle, .holding: .plain
    case .delivering: .good
    }
  }
}
