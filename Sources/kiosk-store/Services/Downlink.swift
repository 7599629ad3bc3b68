import KioskCore

/// What the store has for its devices, as it is now.
struct Downlink: Sendable, Equatable {
  /// A pack that is passed down.
  struct PassedPack: Sendable, Equatable {
    /// A SignedPack file.
    let file: [UInt8]
    /// SHA-256 of the pack in it.
    let digest: [UInt8]

    /// - Throws: `KioskError` when the file cannot be read.
    init(file: [UInt8]) throws(KioskError) {
      self.file = file
      digest = try SignedPack.open(file, trusting: nil).signed.digest
    }
  }

  /// Packs by room; the one of ``Room/nowhere`` is for all whose room has none of its own.
  var packs: [Room: PassedPack] = [:]
  /// The devices' rooms, by the serial numbers of their certificates; without those in no room.
  var rooms: [[UInt8]: Room] = [:]
  /// Serial numbers of ended certificates.
  var revoked: Set<[UInt8]> = []

  /// The pack for the device that has a certificate.
  func pack(for serial: [UInt8]) -> PassedPack? {
    packs[rooms[serial] ?? .nowhere] ?? packs[.nowhere]
  }
}
