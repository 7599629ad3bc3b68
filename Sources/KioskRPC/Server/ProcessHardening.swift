internal import CLinux

#if canImport(Glibc)
  import Glibc
#endif

/// Keeps what is in memory out of crash reports.
package enum ProcessHardening {
  /// Forbids core dumps and reading this process's memory by others of the same user; files are made for the owner only.
  package static func apply() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = kiosk_forbid_dumps()
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
  }
}
