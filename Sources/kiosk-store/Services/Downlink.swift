import KioskCore

/// What the store has for its devices, as it is now.
struct Downlink: Sendable, Equatable {
  /// A file that is passed down: a pack or feedback.
  struct PassedFile: Sendable, Equatable {
    /// A SignedPack or SignedFeedback file.
    let file: [UInt8]
    /// SHA-256 of what is in it.
    let digest: [UInt8]

    /// - Throws: `KioskError` when the file cannot be read.
    init(_ kind: RoomFile, file: [UInt8]) throws(KioskError) {
      self.file = file
      digest =
        switch kind {
        case .pack: try SignedPack.open(file, trusting: nil).signed.digest
        case .feedback: try SignedFeedback.open(file, trusting: nil).signed.digest
        }
    }
  }

  /// Packs by room; the one of ``Room/nowhere`` is for all whose room has none of its own.
  var packs: [Room: PassedFile] = [:]
  /// Feedback by room, in the same way.
  var feedback: [Room: PassedFile] = [:]
  /// The devices' rooms, by the serial numbers of their certificates; without those in no room.
  var rooms: [[UInt8]: Room] = [:]
  /// Serial numbers of ended certificates.
  var revoked: Set<[UInt8]> = []

  /// The pack for the device that has a certificate.
  func pack(for serial: [UInt8]) -> PassedFile? { Self.file(packs, for: rooms[serial]) }

  /// The feedback for the device that has a certificate.
  func feedback(for serial: [UInt8]) -> PassedFile? { Self.file(feedback, for: rooms[serial]) }

  /// The files of a kind.
  subscript(_ kind: RoomFile) -> [Room: PassedFile] {
    get { kind == .pack ? packs : feedback }
    set {
      switch kind {
      case .pack: packs = newValue
      case .feedback: feedback = newValue
      }
    }
  }

  private static func file(_ files: [Room: PassedFile], for room: Room?) -> PassedFile? {
    files[room ?? .nowhere] ?? files[.nowhere]
  }
}
