/// Holds what must not be shown: words, keys, codes. Every rendering of it is the same placeholder, so that
/// interpolating any value which contains one is safe without knowing it.
public struct Redacted<Value: Sendable>: Sendable {
  /// The value itself; reach for it only where it is used.
  public let exposed: Value

  /// Wraps a value.
  public init(_ value: Value) {
    exposed = value
  }
}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "‹redacted›" }
  public var debugDescription: String { "‹redacted›" }
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Redacted: Equatable where Value: Equatable {}
extension Redacted: Hashable where Value: Hashable {}
