#if canImport(Glibc)
  import Glibc
#endif

/// The programs that run, so that none is left behind when somebody interrupts the measuring.
enum RunningPrograms {
  private static let limit = 16
  /// Zero where there is none. Written by one task at a time, and read in a signal handler, where nothing may be locked
  /// or allocated.
  private nonisolated(unsafe) static let numbers = {
    let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: limit)
    numbers.initialize(repeating: 0, count: limit)
    return numbers
  }()

  static func add(_ pid: Int32) { replace(0, by: pid) }

  static func remove(_ pid: Int32) { replace(pid, by: 0) }

  private static func replace(_ old: Int32, by new: Int32) {
    if let place = (0..<limit).first(where: { numbers[$0] == old }) { numbers[place] = new }
  }

  /// From now on an interruption ends them as well. A handler, unlike an ignored signal, is not handed on to them.
  static func endWhenInterrupted() {
    _ = numbers
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        for place in 0..<RunningPrograms.limit where RunningPrograms.numbers[place] != 0 {
          kill(RunningPrograms.numbers[place], SIGKILL)
        }
        _exit(128 + number)
      }
    }
  }
}
