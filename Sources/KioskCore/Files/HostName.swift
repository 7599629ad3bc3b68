#if canImport(Glibc)
  import Glibc
#endif

/// This machine's name.
public enum HostName {
  /// As gethostname(2) has it, or "localhost".
  public static var current: String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let got = buffer.withUnsafeMutableBytes { gethostname($0.baseAddress!.assumingMemoryBound(to: CChar.self), 255) }
    let name = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    return got == 0 && !name.isEmpty ? name : "localhost"
  }
}
