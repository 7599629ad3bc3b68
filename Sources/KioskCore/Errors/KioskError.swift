/// What went wrong, as a value: a code that programs act on, a message for people, and what to do next.
///
/// Neither text ever holds words, keys, withdrawal codes or certificates.
public struct KioskError: Error, Hashable, Sendable {
  /// What programs act on. The raw value is stable and appears in `--json` output and RPC metadata.
  public enum Code: String, Sendable, CaseIterable {
    /// The bytes or the text that somebody gave cannot be what they ought to be.
    case invalid
    /// What was asked for does not exist.
    case notFound = "not-found"
    /// It is there already, with other contents.
    case conflict
    /// The caller may not do this.
    case denied
    /// The caller did not show who they are.
    case unauthenticated
    /// A bound was reached.
    case full
    /// Something has to be done first.
    case notReady = "not-ready"
    /// The disk or the database did not do what was asked.
    case storage
    /// The peer cannot be reached, or did not answer in time.
    case unreachable
    /// Stored bytes are not what was written.
    case corrupt
    /// Written by a newer version of this software.
    case tooNew = "too-new"
    /// The caller gave up, or the program is stopping.
    case cancelled
    /// A defect in this software.
    case `internal`
  }

  /// What programs act on.
  public var code: Code
  /// What happened, as one sentence without a full stop.
  public var message: String
  /// What to do next, as one sentence without a full stop; empty when nothing can be done.
  public var nextStep: String

  /// Creates an error. `message` and `nextStep` must not hold anything that a person or a key file gave.
  public init(_ code: Code, _ message: String, nextStep: String = "") {
    self.code = code
    self.message = message
    self.nextStep = nextStep
  }
}

extension KioskError: CustomStringConvertible {
  /// The message, and the next step behind it.
  public var description: String {
    nextStep.isEmpty ? message : "\(message). \(nextStep)"
  }
}
