package import CKioskProto
package import KioskCore

/// How a device is: counts only.
package struct DeviceStatus: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__DeviceStatus>?) -> Void { kiosk__v1__device_status__init }

  package var version: String = ""
  package var name: String = ""
  package var programme: String = ""
  package var packDigest: [UInt8] = []
  package var collectionKeyFingerprint: [UInt8] = []
  package var store: String = ""
  package var link: LinkState = .unspecified
  package var linkError: String = ""
  package var queued: UInt32 = 0
  package var capacity: UInt32 = 0
  package var quarantined: UInt32 = 0
  package var sealed: UInt64 = 0
  package var receipted: UInt64 = 0
  package var isStorageHealthy: Bool = false
  /// The session that is on or was last, how it stands, the activity that is on, and the group that uses the device.
  package var session: String = ""
  package var sessionPhase: Session.Phase?
  package var activity: String = ""
  package var group: String = ""
  /// Counts what staff did with the session.
  package var sessionRevision: UInt64 = 0
  /// Whether somebody at the device has called for staff, who have not answered yet.
  package var isStaffCalled: Bool = false

  package init(
    version: String = "", name: String = "", programme: String = "", packDigest: [UInt8] = [],
    collectionKeyFingerprint: [UInt8] = [], store: String = "", link: LinkState = .unspecified,
    linkError: String = "", queued: UInt32 = 0, capacity: UInt32 = 0, quarantined: UInt32 = 0, sealed: UInt64 = 0,
    receipted: UInt64 = 0, isStorageHealthy: Bool = false, session: String = "", sessionPhase: Session.Phase? = nil,
    activity: String = "", group: String = "", sessionRevision: UInt64 = 0, isStaffCalled: Bool = false
  ) {
    self.version = version
    self.name = name
    self.programme = programme
    self.packDigest = packDigest
    self.collectionKeyFingerprint = collectionKeyFingerprint
    self.store = store
    self.link = link
    self.linkError = linkError
    self.queued = queued
    self.capacity = capacity
    self.quarantined = quarantined
    self.sealed = sealed
    self.receipted = receipted
    self.isStorageHealthy = isStorageHealthy
    self.session = session
    self.sessionPhase = sessionPhase
    self.activity = activity
    self.group = group
    self.sessionRevision = sessionRevision
    self.isStaffCalled = isStaffCalled
  }

  package init(reading message: Kiosk__V1__DeviceStatus) throws(KioskError) {
    version = try readText(message.version, "device_status.version")
    name = try readText(message.name, "device_status.name")
    programme = try readText(message.programme_id, "device_status.programme_id")
    packDigest = try readBytes(message.pack_digest, "device_status.pack_digest", maximum: 32)
    collectionKeyFingerprint = try readBytes(
      message.collection_key_fingerprint, "device_status.collection_key_fingerprint", maximum: 32)
    store = try readText(message.store, "device_status.store")
    link = LinkState(rawValue: message.link.rawValue) ?? .unspecified
    linkError = try readText(message.link_error, "device_status.link_error")
    queued = message.queued
    capacity = message.capacity
    quarantined = message.quarantined
    sealed = message.sealed
    receipted = message.receipted
    isStorageHealthy = message.storage_healthy != 0
    session = try readText(message.session_id, "device_status.session_id")
    sessionPhase = Session.Phase(message.session_phase)
    activity = try readText(message.activity_id, "device_status.activity_id")
    group = try readText(message.group, "device_status.group")
    sessionRevision = message.session_revision
    isStaffCalled = message.staff_called != 0
  }

  package func write(to message: inout Kiosk__V1__DeviceStatus, in arena: WireArena) throws(KioskError) {
    message.version = try arena.text(version)
    message.name = try arena.text(name)
    message.programme_id = try arena.text(programme)
    message.pack_digest = try arena.bytes(packDigest)
    message.collection_key_fingerprint = try arena.bytes(collectionKeyFingerprint)
    message.store = try arena.text(store)
    message.link = .init(rawValue: link.rawValue)
    message.link_error = try arena.text(linkError)
    message.queued = queued
    message.capacity = capacity
    message.quarantined = quarantined
    message.sealed = sealed
    message.receipted = receipted
    message.storage_healthy = isStorageHealthy ? 1 : 0
    message.session_id = try arena.text(session)
    if let sessionPhase { message.session_phase = sessionPhase.wire }
    message.activity_id = try arena.text(activity)
    message.group = try arena.text(group)
    message.session_revision = sessionRevision
    message.staff_called = isStaffCalled ? 1 : 0
  }
}

/// How the device stands with its store.
package enum LinkState: UInt32, Sendable {
  case unspecified = 0
  case none = 1
  case idle = 2
  case holding = 3
  case delivering = 4
  case waiting = 5
}
