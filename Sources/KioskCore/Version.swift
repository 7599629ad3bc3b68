/// This software's version.
public enum KioskVersion {
  /// Semantic version 2.0.0.
  public static let current = "0.1.0"
}
