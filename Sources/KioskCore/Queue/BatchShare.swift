/// How many envelopes of a batch come from each pool: as if all that wait were shuffled together and sent from the
/// front, until one does not fit any more. Pure but for the random choice.
struct BatchShare: Equatable {
  private(set) var words = 0
  private(set) var drawings = 0

  /// - Parameters:
  ///   - levels: what waits.
  ///   - limit: the most envelopes.
  ///   - bytes: the most bytes of them all; the first one goes in any case.
  init(of levels: QueueLevels, limit: Int, bytes: Int, using generator: inout some RandomNumberGenerator) {
    var room = bytes
    while words + drawings < limit {
      let (small, large) = (levels.words.queued - words, levels.drawings.queued - drawings)
      guard small + large > 0 else { return }
      let isDrawing = Int.random(in: 0..<small + large, using: &generator) >= small
      room -= (isDrawing ? levels.drawings : levels.words).bucket.envelopeLength
      guard room >= 0 || words + drawings == 0 else { return }
      if isDrawing { drawings += 1 } else { words += 1 }
    }
  }
}
