/// How full a pool of the queue is.
public struct QueueLevel: Hashable, Sendable {
  /// The size of its contributions.
  var bucket = Bucket.small
  /// Envelopes without a receipt.
  public var queued = 0
  /// How many there is room for; 0 where there is no such pool.
  public var capacity = 0
  /// Envelopes set aside: damaged, or refused by the store.
  public var setAside = 0
  /// Whether the disk did what was asked last.
  public var isHealthy = true

  /// Whether another contribution would be taken.
  public var hasRoom: Bool {
    let layout = bucket == .small ? SlotLayout.words : .drawings
    return isHealthy && queued + setAside + layout.reserve(of: capacity) < capacity
  }
}

/// How full the queue is, pool by pool and in all. A pool that is full or fails does not keep the other from taking.
public struct QueueLevels: Hashable, Sendable {
  /// Words and choices.
  public var words = QueueLevel()
  /// Drawings.
  public var drawings = QueueLevel(bucket: .media64)
  /// Whether the device is to take drawings.
  public var takesDrawings = false

  /// Envelopes without a receipt.
  public var queued: Int { words.queued + drawings.queued }
  /// How many there is room for.
  public var capacity: Int { words.capacity + drawings.capacity }
  /// Envelopes set aside: damaged, or refused by the store.
  public var setAside: Int { words.setAside + drawings.setAside }
  /// Whether the disk did what was asked last.
  public var isHealthy: Bool { words.isHealthy && drawings.isHealthy }
  /// Whether more words, cards or a feeling would be taken.
  public var hasRoom: Bool { words.hasRoom }
  /// Whether another drawing would be taken.
  public var hasRoomForDrawings: Bool { takesDrawings && drawings.hasRoom }
}
