import Foundation
import KioskCore
import Synchronization
import Testing

/// What was sent in a test, and what was answered. Each contribution is sent once and has words of its own, so that
/// what arrives can be counted.
final class Ledger: Sendable {
  private struct State {
    var sent: Set<String> = []
    var acknowledged: Set<String> = []
    var refused: Set<String> = []
    var opened: [EnvelopeID: String] = [:]
  }

  let marker: String
  private let state = Mutex(State())

  init(marker: String) {
    self.marker = marker
  }

  var sent: Set<String> { state.withLock { $0.sent } }
  var acknowledged: Set<String> { state.withLock { $0.acknowledged } }
  var refused: Set<String> { state.withLock { $0.refused } }

  /// New words, which count as sent.
  func next() -> String {
    state.withLock { state in
      let words = "\(marker) \(state.sent.count)"
      state.sent.insert(words)
      return words
    }
  }

  /// The answer was that they are durable.
  /// - Returns: how many that are by now.
  @discardableResult
  func acknowledge(_ words: String) -> Int {
    state.withLock { state in
      state.acknowledged.insert(words)
      return state.acknowledged.count
    }
  }

  /// The answer was that nothing was kept of them.
  func refuse(_ words: String) { _ = state.withLock { $0.refused.insert(words) } }

  /// The words in an envelope, or under its drawing; each is opened once.
  func words(in envelope: Envelope, with key: CollectionPrivateKey) throws -> String {
    if let known = state.withLock({ $0.opened[envelope.id] }) { return known }
    let words: String
    switch try EnvelopeSeal.open(envelope, with: key).content {
    case .words(let said): words = said.exposed
    case .drawing(let drawing): words = drawing.exposedDescription
    default: throw KioskError(.invalid, "there are no words")
    }
    state.withLock { $0.opened[envelope.id] = words }
    return words
  }

  /// acknowledged ⊆ recovered ⊆ sent, nothing twice, and nothing of what was refused.
  func check(recovered: [String], _ when: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let state = state.withLock { $0 }
    let found = Set(recovered)
    func expect(_ none: Set<String>, _ what: String) {
      #expect(none.isEmpty, "\(none.count) \(what) \(when): \(none.sorted().prefix(3))", sourceLocation: sourceLocation)
    }
    expect(state.acknowledged.subtracting(found), "acknowledged contributions are lost")
    expect(found.subtracting(state.sent), "contributions were never sent")
    expect(found.intersection(state.refused), "contributions were refused and are there")
    #expect(recovered.count == found.count, "something is there twice \(when)", sourceLocation: sourceLocation)
  }
}
