import KioskCore

/// The queue's pool for drawings, which devices of earlier versions do not have.
extension DeviceFiles {
  /// Makes the pool, unless it is there: then a power cut interrupted what came after it.
  func makeDrawings(_ capacity: Int) throws(KioskError) {
    guard capacity > 0, try AtomicFile.isAbsent(drawings) else { return }
    try EnvelopeQueue.createDrawings(at: drawings, capacity: capacity)
  }

  /// Makes the pool of a device that has none, and writes down that it has one now. It is never made for a device whose
  /// record says that it was there.
  /// - Returns: why it could not be made: a disk without room for it must not keep people from being heard in words.
  /// - Throws: whatever else keeps it from being made, and what the record's reading throws.
  func upgrade(drawingCapacity: Int) throws(KioskError) -> KioskError? {
    var known = try DeviceRecord.read(from: record)
    // Where the rest of the queue is missing nothing is made at all.
    guard known.hasDrawings != true, drawingCapacity > 0, AtomicFile.exists(queue) else { return nil }
    do throws(KioskError) {
      try makeDrawings(drawingCapacity)
      known.hasDrawings = true
      try known.write(to: record)
      return nil
    } catch {
      guard error.code == .storage else { throw error }
      return error
    }
  }
}
