import KioskCore
import KioskRPC

/// One run: takes what the store sends, opens it, and brings it to the folder in batches.
actor CollectionRun {
  /// What a run did.
  struct Summary: Equatable, Sendable {
    var added = 0
    var withdrawn = 0
    var quarantined = 0
    var released = 0
    /// How many contributions the folder holds, how many more were given in rehearsals, which are never counted with
    /// them, and how many envelopes do not open.
    var contributions = 0
    var rehearsals = 0
    var setAside = 0
  }

  /// When a batch goes to the disk: a flush for each item would take most of the time.
  private static let batchItems = 256
  private static let batchBytes = 4 << 20

  private var folder: CollectionFolder
  private let key: CollectionPrivateKey
  private let progress: ProgressBar?
  private var batch = CollectionFolder.Batch()
  private var batchItems = 0
  private var batchBytes = 0
  private var withdrawn: Set<EnvelopeID> = []
  private var done = 0
  private var summary = Summary()
  /// Ids of what was added, to be shown at the end.
  private(set) var added: Set<String> = []

  init(_ folder: CollectionFolder, key: CollectionPrivateKey, progress: ProgressBar? = nil) {
    self.folder = folder
    self.key = key
    self.progress = progress
  }

  /// Tries again what did not open with the keys of earlier runs.
  /// - Returns: where the store is to go on from.
  func begin() throws(KioskError) -> [UInt8] {
    for (file, bytes) in try folder.quarantine.retriable() {
      guard let envelope = try? Envelope(decoding: bytes),
        let contribution = try? EnvelopeSeal.open(envelope, with: key)
      else { continue }
      add(envelope.id, contribution)
      batch.released.insert(file)
      summary.released += 1
      batchItems += 1
      batchBytes += bytes.count
      try commitIfFull()
    }
    try commit()
    return folder.cursor.bytes
  }

  /// Takes one item.
  func take(_ response: CollectResponse) throws(KioskError) {
    switch response.item {
    case .envelope(let bytes): open(bytes)
    case .withdrawn(let bytes): try withdraw(EnvelopeID(bytes))
    case .quarantined(let bytes):
      let id = (try? EnvelopeHeader(decoding: bytes))?.id
      setAside(
        bytes, id, Quarantine.file(id, of: bytes),
        KioskError(.conflict, "another envelope has the same id", nextStep: "Find out which device sent it"))
    }
    batch.cursor = response.cursor
    batchItems += 1
    batchBytes += response.item.bytes.count
    done += 1
    progress?.update(done, of: Int(clamping: response.total))
    try commitIfFull()
  }

  /// Brings the rest to the disk, and puts the folder in order.
  func finish() throws(KioskError) -> Summary {
    progress?.finish()
    try commit()
    try folder.finish()
    summary.contributions = folder.count - folder.rehearsals
    summary.rehearsals = folder.rehearsals
    summary.setAside = folder.quarantine.count
    return summary
  }

  /// Hands over what was added, sorted by id.
  func readAdded(_ body: (CollectedContribution) throws(KioskError) -> Void) throws(KioskError) {
    try folder.read(Array(added), body)
  }

  private func open(_ bytes: [UInt8]) {
    do throws(KioskError) {
      let envelope = try Envelope(decoding: bytes)
      guard !withdrawn.contains(envelope.id), !folder.contains(envelope.id) else { return }
      do throws(KioskError) {
        add(envelope.id, try EnvelopeSeal.open(envelope, with: key))
        batch.released.insert(Quarantine.file(envelope.id))
      } catch {
        setAside(bytes, envelope.id, Quarantine.file(envelope.id), error)
      }
    } catch {
      setAside(bytes, nil, Quarantine.file(nil, of: bytes), error)
    }
  }

  private func add(_ id: EnvelopeID, _ contribution: Contribution) {
    let collected = CollectedContribution(id, contribution)
    guard !folder.contains(id), added.insert(collected.id).inserted else { return }
    batch.contributions.append(collected)
    if case .drawing(let drawing) = contribution.content { batch.drawings[id] = drawing.exposedPNG }
    summary.added += 1
  }

  private func withdraw(_ id: EnvelopeID) {
    withdrawn.insert(id)
    batch.withdrawn.insert(id)
    batch.contributions.removeAll { $0.id == id.description }
    batch.drawings[id] = nil
    batch.quarantined.removeAll { $0.entry.file == Quarantine.file(id) }
    let wasAdded = added.remove(id.description) != nil
    if wasAdded { summary.added -= 1 }
    if wasAdded || folder.contains(id) { summary.withdrawn += 1 }
  }

  private func setAside(_ bytes: [UInt8], _ id: EnvelopeID?, _ file: String, _ error: KioskError) {
    batch.quarantined.append(
      (
        Quarantine.Entry(
          file: file, id: id?.description, reason: error.code.rawValue, message: error.message, nextStep: error.nextStep
        ),
        bytes
      ))
    if !folder.quarantine.contains(file) { summary.quarantined += 1 }
  }

  private func commitIfFull() throws(KioskError) {
    if batchItems >= Self.batchItems || batchBytes >= Self.batchBytes { try commit() }
  }

  private func commit() throws(KioskError) {
    let full = batch
    (batch, batchItems, batchBytes) = (CollectionFolder.Batch(), 0, 0)
    try folder.commit(full)
  }
}
