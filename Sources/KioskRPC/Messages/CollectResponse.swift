package import CKioskProto
package import KioskCore

/// One item of a collection, and where to resume after it.
package struct CollectResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CollectResponse>?) -> Void {
    kiosk__v1__collect_response__init
  }

  /// What a collection carries.
  package enum Item: Equatable, Sendable {
    /// A sealed envelope.
    case envelope([UInt8])
    /// The id of an envelope that was taken back.
    case withdrawn([UInt8])
    /// An envelope whose id another one has.
    case quarantined([UInt8])

    /// What it carries.
    package var bytes: [UInt8] {
      switch self {
      case .envelope(let bytes), .withdrawn(let bytes), .quarantined(let bytes): bytes
      }
    }
  }

  package var cursor: [UInt8]
  package var item: Item
  package var total: UInt64

  package init(cursor: [UInt8], item: Item, total: UInt64) {
    self.cursor = cursor
    self.item = item
    self.total = total
  }

  package init(reading message: Kiosk__V1__CollectResponse) throws(KioskError) {
    cursor = try readBytes(message.cursor, "collect_response.cursor", maximum: 64)
    total = message.total
    switch message.item_case {
    case KIOSK__V1__COLLECT_RESPONSE__ITEM_ENVELOPE:
      item = .envelope(try readBytes(message.envelope, "collect_response.envelope"))
    case KIOSK__V1__COLLECT_RESPONSE__ITEM_WITHDRAWN_ID:
      item = .withdrawn(try readBytes(message.withdrawn_id, "collect_response.withdrawn_id", exactly: 16))
    case KIOSK__V1__COLLECT_RESPONSE__ITEM_QUARANTINED_ENVELOPE:
      item = .quarantined(try readBytes(message.quarantined_envelope, "collect_response.quarantined_envelope"))
    default: throw KioskError(.invalid, "the collection holds an item that this version does not know")
    }
  }

  package func write(to message: inout Kiosk__V1__CollectResponse, in arena: WireArena) throws(KioskError) {
    message.cursor = try arena.bytes(cursor)
    message.total = total
    switch item {
    case .envelope(let bytes):
      message.item_case = KIOSK__V1__COLLECT_RESPONSE__ITEM_ENVELOPE
      message.envelope = try arena.bytes(bytes)
    case .withdrawn(let id):
      message.item_case = KIOSK__V1__COLLECT_RESPONSE__ITEM_WITHDRAWN_ID
      message.withdrawn_id = try arena.bytes(id)
    case .quarantined(let bytes):
      message.item_case = KIOSK__V1__COLLECT_RESPONSE__ITEM_QUARANTINED_ENVELOPE
      message.quarantined_envelope = try arena.bytes(bytes)
    }
  }
}
