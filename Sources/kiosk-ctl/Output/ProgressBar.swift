import Synchronization

/// A bar on standard error that is drawn over itself. It is drawn for each whole per cent, so that a long run does not
/// spend its time on it.
final class ProgressBar: Sendable {
  private static let width = 30

  private let label: String
  private let drawn = Mutex<Int?>(nil)

  init(_ label: String) {
    self.label = label
  }

  /// Shows how far it is; `total` is an estimate.
  func update(_ done: Int, of total: Int) {
    let percent = total > 0 ? min(100, done * 100 / total) : 0
    drawn.withLock { last in
      guard last != percent else { return }
      last = percent
      let filled = percent * Self.width / 100
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
      StandardError.write("\r\(label) [\(bar)] \(percent) % ")
    }
  }

  /// Removes the bar.
  func finish() {
    drawn.withLock { last in
      guard last != nil else { return }
      last = nil
      StandardError.write("\r\u{1B}[K")
    }
  }
}
