#if canImport(Glibc)
  import Glibc
#endif

/// No clock finer than the day is written with a contribution; a file's times are such a clock.
enum FileTimes {
  private static let secondsPerDay = 86_400

  /// Sets a file's times of access and change of contents to the beginning of the day, UTC. That it did not work is no
  /// reason to stop.
  static func coarsen(_ path: String) {
    let now = time(nil)
    let day = timespec(tv_sec: now - now % secondsPerDay, tv_nsec: 0)
    let times = [day, day]
    utimensat(AT_FDCWD, path, times, 0)
  }
}
