package import CKioskProto
package import KioskCore

/// Asks for envelopes after a cursor.
package struct CollectRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CollectRequest>?) -> Void {
    kiosk__v1__collect_request__init
  }

  package var cursor: [UInt8] = []

  package init(cursor: [UInt8] = []) {
    self.cursor = cursor
  }

  package init(reading message: Kiosk__V1__CollectRequest) throws(KioskError) {
    cursor = try readBytes(message.cursor, "collect_request.cursor", maximum: 64)
  }

  package func write(to message: inout Kiosk__V1__CollectRequest, in arena: WireArena) throws(KioskError) {
    message.cursor = try arena.bytes(cursor)
  }
}

/// Asks to take back what has a tag.
package struct CollectionWithdrawRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CollectionServiceWithdrawRequest>?) -> Void {
    kiosk__v1__collection_service_withdraw_request__init
  }

  package var withdrawalTag: [UInt8] = []

  package init(withdrawalTag: [UInt8] = []) {
    self.withdrawalTag = withdrawalTag
  }

  package init(reading message: Kiosk__V1__CollectionServiceWithdrawRequest) throws(KioskError) {
    withdrawalTag = try readBytes(
      message.withdrawal_tag, "collection_service_withdraw_request.withdrawal_tag", exactly: WithdrawalTag.length)
  }

  package func write(to message: inout Kiosk__V1__CollectionServiceWithdrawRequest, in arena: WireArena)
    throws(KioskError)
  {
    message.withdrawal_tag = try arena.bytes(withdrawalTag)
  }
}

/// Whether it was there.
package struct CollectionWithdrawResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CollectionServiceWithdrawResponse>?) -> Void {
    kiosk__v1__collection_service_withdraw_response__init
  }

  package var wasFound: Bool = false

  package init(wasFound: Bool = false) {
    self.wasFound = wasFound
  }

  package init(reading message: Kiosk__V1__CollectionServiceWithdrawResponse) throws(KioskError) {
    wasFound = message.found != 0
  }

  package func write(to message: inout Kiosk__V1__CollectionServiceWithdrawResponse, in arena: WireArena)
    throws(KioskError)
  {
    message.found = wasFound ? 1 : 0
  }
}

/// Asks which certificates there are.
package struct ListFleetRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__ListFleetRequest>?) -> Void {
    kiosk__v1__list_fleet_request__init
  }

  package init() {}
}

/// The certificates.
package struct ListFleetResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__ListFleetResponse>?) -> Void {
    kiosk__v1__list_fleet_response__init
  }

  package var entries: [FleetEntry] = []

  package init(entries: [FleetEntry] = []) {
    self.entries = entries
  }

  package init(reading message: Kiosk__V1__ListFleetResponse) throws(KioskError) {
    entries = try readList(message.entries, message.n_entries, "list_fleet_response.entries")
  }

  package func write(to message: inout Kiosk__V1__ListFleetResponse, in arena: WireArena) throws(KioskError) {
    (message.entries, message.n_entries) = (try arena.list(entries), entries.count)
  }
}

/// One certificate.
package struct FleetEntry: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__FleetEntry>?) -> Void { kiosk__v1__fleet_entry__init }

  package var name: String = ""
  package var role: String = ""
  package var serial: [UInt8] = []
  package var lastDay: UInt32 = 0
  package var isRevoked: Bool = false
  package var room: String = ""

  package init(
    name: String = "", role: String = "", serial: [UInt8] = [], lastDay: UInt32 = 0, isRevoked: Bool = false,
    room: String = ""
  ) {
    self.name = name
    self.role = role
    self.serial = serial
    self.lastDay = lastDay
    self.isRevoked = isRevoked
    self.room = room
  }

  package init(reading message: Kiosk__V1__FleetEntry) throws(KioskError) {
    name = try readText(message.name, "fleet_entry.name")
    role = try readText(message.role, "fleet_entry.role")
    serial = try readBytes(message.serial, "fleet_entry.serial", maximum: 32)
    lastDay = message.last_day
    isRevoked = message.revoked != 0
    room = try readText(message.room, "fleet_entry.room")
  }

  package func write(to message: inout Kiosk__V1__FleetEntry, in arena: WireArena) throws(KioskError) {
    message.name = try arena.text(name)
    message.role = try arena.text(role)
    message.serial = try arena.bytes(serial)
    message.last_day = lastDay
    message.revoked = isRevoked ? 1 : 0
    message.room = try arena.text(room)
  }
}

/// Hands over a pack for the devices of a room or for all, or takes a room's own away.
package struct PublishPackRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__PublishPackRequest>?) -> Void {
    kiosk__v1__publish_pack_request__init
  }

  package var signedPack: [UInt8] = []
  package var room: String = ""
  package var isWithdrawal: Bool = false

  package init(signedPack: [UInt8] = [], room: String = "", isWithdrawal: Bool = false) {
    self.signedPack = signedPack
    self.room = room
    self.isWithdrawal = isWithdrawal
  }

  package init(reading message: Kiosk__V1__PublishPackRequest) throws(KioskError) {
    signedPack = try readBytes(
      message.signed_pack, "publish_pack_request.signed_pack", maximum: SignedPack.maximumBytes)
    room = try readText(message.room, "publish_pack_request.room")
    isWithdrawal = message.withdraw != 0
  }

  package func write(to message: inout Kiosk__V1__PublishPackRequest, in arena: WireArena) throws(KioskError) {
    message.signed_pack = try arena.bytes(signedPack)
    message.room = try arena.text(room)
    message.withdraw = isWithdrawal ? 1 : 0
  }
}

/// The digest of the pack that those devices are given now.
package struct PublishPackResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__PublishPackResponse>?) -> Void {
    kiosk__v1__publish_pack_response__init
  }

  package var packDigest: [UInt8] = []

  package init(packDigest: [UInt8] = []) {
    self.packDigest = packDigest
  }

  package init(reading message: Kiosk__V1__PublishPackResponse) throws(KioskError) {
    packDigest = try readBytes(message.pack_digest, "publish_pack_response.pack_digest", maximum: 32)
  }

  package func write(to message: inout Kiosk__V1__PublishPackResponse, in arena: WireArena) throws(KioskError) {
    message.pack_digest = try arena.bytes(packDigest)
  }
}
