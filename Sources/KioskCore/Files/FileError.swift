#if canImport(Glibc)
  import Glibc
#endif

/// Maps `errno` to an error, in one place.
public enum FileError {
  /// The error for the present `errno`. `message` names what was attempted, never what was written.
  public static func last(_ message: String) -> KioskError {
    let number = errno
    let reason = String(cString: strerror(number))
    switch number {
    case ENOSPC, EDQUOT: return KioskError(.storage, "\(message): the disk is full", nextStep: "Free some space")
    case EROFS:
      return KioskError(.storage, "\(message): the file system is read-only", nextStep: "Mount it for writing")
    case EACCES, EPERM:
      return KioskError(.denied, "\(message): permission denied", nextStep: "Check the file's owner and mode")
    case ENOENT: return KioskError(.notFound, "\(message): there is no such file")
    case EADDRINUSE:
      return KioskError(
        .conflict, "\(message): the address is in use", nextStep: "Stop the other program or choose another address")
    default: return KioskError(.storage, "\(message): \(reason)")
    }
  }
}
