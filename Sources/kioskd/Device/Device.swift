import KioskCore
import KioskRPC
import Synchronization

/// What the device is and has loaded: its record, its identity, the collection key, the pack and the feedback. It changes
/// as a whole, and is watched by whoever depends on it.
final class Device: Sendable {
  /// One moment's state.
  struct State: Sendable, Equatable {
    var record = DeviceRecord()
    var key: CollectionPublicKey?
    var pack: LoadedPack?
    /// "You said, we did".
    var feedback: Feedback?
    /// The digest of the feedback; empty if there is none.
    var feedbackDigest: [UInt8] = []
    /// Whether the feedback on the disk is damaged, so that none is shown.
    var isFeedbackDamaged = false
    /// Serial numbers of certificates that the store ended.
    var revoked: Set<[UInt8]> = []
    /// Whether the list of them is damaged, so that nobody is let in over the network until the store says it anew.
    var isRevocationUnknown = false
    /// Whether a test envelope of this device was opened with its collection key.
    var isKeyTested = false

    var isEnrolled: Bool { !record.enrolment.isEmpty }
  }

  /// A pack and its digest.
  struct LoadedPack: Sendable, Equatable {
    let pack: Pack
    let digest: [UInt8]
  }

  let files: DeviceFiles
  let state: Broadcast<State>
  /// What is sealed and not yet in the queue.
  let sealing = SealingGate()
  private let identityBox = Mutex<TLSIdentity?>(nil)
  /// Whoever changes the directory or what was read from it takes turns. It holds the serial numbers that are known to
  /// be written down.
  private let turn = Mutex<Set<[UInt8]>?>(nil)

  /// Why the queue has no pool for drawings although it is to have one; nil when all is well.
  let drawingsProblem: KioskError?

  /// Reads the state directory; a directory that was never provisioned is provisioned now.
  /// - Parameter drawingCapacity: slots for drawings; with 0 no pool is made for them.
  /// - Throws: whatever is missing or damaged on a provisioned device.
  init(directory: String, queueCapacity: Int, drawingCapacity: Int = 0) throws(KioskError) {
    try AtomicFile.makeDirectory(directory)
    files = DeviceFiles(directory: directory)
    if try AtomicFile.isAbsent(files.record) {
      guard !AtomicFile.names(in: directory).contains(where: { $0.hasPrefix(DeviceRecord.enrolmentPrefix) }) else {
        throw KioskError(
          .notFound, "the state directory lacks its device.json", nextStep: "Put the state directory back as it was")
      }
      // A queue without a record is one whose provisioning a power cut interrupted: it is taken as it is.
      if !AtomicFile.exists(files.queue) { try EnvelopeQueue.create(at: files.queue, capacity: queueCapacity) }
      try files.makeDrawings(drawingCapacity)
      try DeviceRecord(hasDrawings: drawingCapacity > 0).write(to: files.record)
      drawingsProblem = nil
    } else {
      drawingsProblem = try files.upgrade(drawingCapacity: drawingCapacity)
    }
    state = Broadcast(State())
    try load()
    removeLeftovers()
  }

  /// The present TLS identity; nil before enrolment.
  var identity: TLSIdentity? { identityBox.withLock { $0 } }

  /// Reads what the record names.
  func load() throws(KioskError) {
    try turn.withLock { _ throws(KioskError) in try read() }
  }

  private func read() throws(KioskError) {
    let record = try DeviceRecord.read(from: files.record)
    var loaded = State(record: record)
    var identity: TLSIdentity?
    if let enrolment = files.enrolment(record) {
      identity = try enrolment.identity()
      let key = try CollectionPublicKey(try AtomicFile.read(enrolment.collectionKey))
      guard key.fingerprint.hexadecimal == record.collectionKeyFingerprint else {
        throw KioskError(
          .corrupt, "the collection key is not the one that this device was enrolled with",
          nextStep: "Put the state directory back as it was, or enrol again")
      }
      loaded.key = key
      // Whoever spoiled that list must not let anybody in, and must not keep people from being heard either.
      let serials = try? enrolment.revokedSerials()
      loaded.revoked = serials ?? []
      loaded.isRevocationUnknown = serials == nil
      loaded.isKeyTested = (try? AtomicFile.read(enrolment.testedKey)) == Array(key.fingerprint.hexadecimal.utf8)
      if AtomicFile.exists(enrolment.pack) {
        loaded.pack = try Self.open(try AtomicFile.read(enrolment.pack), trusting: try enrolment.signers())
      }
      loaded.readFeedback(of: enrolment)
    }
    identityBox.withLock { [identity] in $0 = identity }
    let fresh = loaded
    state.update { $0 = fresh }
  }

  /// Runs what changes the directory, alone.
  func taking<R: Sendable>(_ body: () throws(KioskError) -> R) throws(KioskError) -> R {
    try turn.withLock { _ throws(KioskError) in try body() }
  }

  /// Refuses callers whose certificates the store ended, from now on and after a restart.
  /// - Throws: `.storage` when that could not be written down; they are refused all the same until a restart.
  func refuse(_ serials: Set<[UInt8]>) throws(KioskError) {
    try turn.withLock { written throws(KioskError) in
      state.update {
        $0.revoked = serials
        $0.isRevocationUnknown = false
      }
      guard written != serials, let enrolment = files.enrolment(state.value.record) else { return }
      written = nil
      try enrolment.keep(revoked: serials)
      written = serials
    }
  }

  /// Removes what an enrolment that a power cut interrupted left behind, its private key among it.
  private func removeLeftovers() {
    guard state.value.isEnrolled else { return }
    for name in AtomicFile.names(in: files.directory)
    where name.hasPrefix(DeviceRecord.enrolmentPrefix) && name != state.value.record.enrolment {
      AtomicFile.removeDirectory(files.directory + "/" + name)
    }
  }

  /// Writes down that a test envelope of this device was opened with its collection key.
  /// - Parameter key: the one that the envelope was sealed to.
  /// - Throws: `.conflict` when the device was enrolled with another key since.
  func keepTested(_ key: CollectionPublicKey) throws(KioskError) {
    try turn.withLock { _ throws(KioskError) in
      guard state.value.key == key, let enrolment = files.enrolment(state.value.record) else {
        throw KioskError(
          .conflict, "the device has another collection key since", nextStep: "Test that: kiosk-ctl session test")
      }
      try AtomicFile.write(Array(key.fingerprint.hexadecimal.utf8), to: enrolment.testedKey)
      state.update { $0.isKeyTested = true }
    }
  }

  /// Verifies a pack file, keeps it durably, and uses it from now on.
  /// - Parameter digest: the digest that it must have; nil for any.
  /// - Throws: `.notReady` before enrolment, `.conflict` for another than that, `.invalid`, `.denied`, `.tooNew`.
  func loadPack(_ bytes: [UInt8], insistingOn digest: [UInt8]? = nil) throws(KioskError) -> LoadedPack {
    try turn.withLock { _ throws(KioskError) in try keepPack(bytes, insistingOn: digest) }
  }

  private func keepPack(_ bytes: [UInt8], insistingOn digest: [UInt8]?) throws(KioskError) -> LoadedPack {
    guard let enrolment = files.enrolment(state.value.record) else {
      throw KioskError(
        .notReady, "the device trusts nobody's packs before it is enrolled", nextStep: "Enrol it first: kiosk-ctl enrol"
      )
    }
    let loaded = try Self.open(bytes, trusting: try enrolment.signers())
    guard digest == nil || digest == loaded.digest else {
      throw KioskError(.conflict, "a session is on, with another pack", nextStep: "Load the pack when it is closed")
    }
    try AtomicFile.write(bytes, to: enrolment.pack)
    state.update { $0.pack = loaded }
    return loaded
  }

  private static func open(_ bytes: [UInt8], trusting signers: [[UInt8]]) throws(KioskError) -> LoadedPack {
    let (pack, signed) = try SignedPack.open(bytes, trusting: signers)
    return LoadedPack(pack: pack, digest: signed.digest)
  }
}
