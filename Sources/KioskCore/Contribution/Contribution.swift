/// What somebody gave: the content and all its labels, as one object that is sealed as one.
public struct Contribution: Hashable, Sendable {
  /// What was said, in the way the person chose.
  public enum Content: Hashable, Sendable {
    /// Typed words.
    case words(Words)
  }

  /// Where it belongs.
  public var labels: Labels
  /// What was said.
  public var content: Content

  /// Composes a contribution.
  public init(labels: Labels, content: Content) {
    self.labels = labels
    self.content = content
  }

  /// The way that the person chose, as the word that exports use.
  public var way: String {
    switch content {
    case .words: "words"
    }
  }
}
