import Synchronization

/// What happened since the daemon started, in numbers; nothing of it is written down.
final class Counters: Sendable {
  let sealed = Atomic<UInt64>(0)
  let receipted = Atomic<UInt64>(0)
}
