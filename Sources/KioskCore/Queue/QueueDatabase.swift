/// Carries out a pool's operations on its file; owned by the group commit's thread.
final class QueueDatabase: GroupCommitDatabase {
  private let path: String
  private let layout: SlotLayout
  private var file: QueueFile?
  private let onLevel: @Sendable (QueueLevel) -> Void
  private var level: QueueLevel

  init(path: String, _ layout: SlotLayout, onLevel: @escaping @Sendable (QueueLevel) -> Void) throws(KioskError) {
    self.path = path
    self.layout = layout
    self.onLevel = onLevel
    level = QueueLevel(bucket: layout.bucket)
    file = try QueueFile(at: path, layout)
    publish(healthy: true)
  }

  /// The open file; after a failed flush it is opened anew here, which verifies what the disk has.
  private func openFile() throws(KioskError) -> QueueFile {
    if let file { return file }
    let opened = try QueueFile(at: path, layout)
    file = opened
    return opened
  }

  func commit(_ operations: [QueueOperation]) throws(KioskError) -> [Result<Bool, KioskError>] {
    let file: QueueFile
    do {
      file = try openFile()
    } catch {
      publish(healthy: false)
      throw error
    }
    var plan = QueuePlan()
    let outcomes = operations.map { operation in
      Result { () throws(KioskError) in
        try plan.add(operation, to: &file.slots) { slot throws(KioskError) in try file.read(slot: slot) }
      }
    }
    guard !plan.changes.isEmpty else { return outcomes }
    do {
      try file.write(Array(plan.changes.values), counting: plan.counts)
      needsSettling = true
    } catch {
      giveUp(file)
      throw KioskError(error.code, error.message, nextStep: "Nothing was kept; send it again when this is mended")
    }
    publish(healthy: true)
    return outcomes
  }

  private var needsSettling = false

  func settle() {
    guard needsSettling, let file else { return }
    needsSettling = false
    do {
      try file.settle()
    } catch {
      // What was acknowledged is in the WAL, flushed; opening the file anew takes it over.
      file.connection.close()
      self.file = nil
      publish(healthy: false)
    }
  }

  /// After an error of the disk nothing in memory can be trusted: what was not acknowledged is discarded, and the next
  /// operation opens the file anew.
  private func giveUp(_ file: QueueFile) {
    try? file.discardWriteAheadLog()
    self.file = nil
    publish(healthy: false)
  }

  /// After a failure, opens the file anew: a disk that works again is not to count as broken until somebody writes.
  func mend() {
    guard file == nil, (try? openFile()) != nil else { return }
    publish(healthy: true)
  }

  /// Up to `limit` queued envelopes, chosen and ordered at random. Damaged ones are returned by slot.
  func batch(limit: Int) throws(KioskError) -> (envelopes: [Envelope], damaged: [Int]) {
    let file = try openFile()
    var generator = SystemRandomNumberGenerator()
    var envelopes: [Envelope] = []
    var damaged: [Int] = []
    // Drawn one by one: to shuffle the whole of a long queue for each batch would take longer than to send it.
    var slots = Array(file.slots.queued.keys)
    while envelopes.count < limit, !slots.isEmpty {
      slots.swapAt(Int.random(in: slots.indices, using: &generator), slots.count - 1)
      let slot = slots.removeLast()
      if let envelope = try file.read(slot: slot) { envelopes.append(envelope) } else { damaged.append(slot) }
    }
    if level.isHealthy == false { publish(healthy: true) }
    return (envelopes, damaged)
  }

  /// Slots whose envelopes the store refused.
  func refused() throws(KioskError) -> [Int] { Array(try openFile().slots.refused) }

  /// What was put and erased so far, and what is there now.
  func totals() throws(KioskError) -> QueueTotals {
    let file = try openFile()
    return try file.tally.totals(with: file.slots)
  }

  /// Contributions of one session.
  func sealed(in session: String) throws(KioskError) -> UInt64 {
    try openFile().tally.sealed(in: session)
  }

  func integrityProblem() throws(KioskError) -> String? {
    try openFile().integrityProblem()
  }

  func close() {
    try? file?.settle()
    file?.connection.close()
    file = nil
  }

  private func publish(healthy: Bool) {
    if let slots = file?.slots {
      level.queued = slots.queued.count
      level.capacity = slots.capacity
      level.setAside = slots.setAside.count
    }
    level.isHealthy = healthy
    onLevel(level)
  }
}
