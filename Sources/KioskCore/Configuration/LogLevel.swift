public import Logging

/// The log's levels, by the words of configuration files.
public enum LogLevel {
  /// Whether a word is a level.
  public static func isKnown(_ word: String) -> Bool { Logger.Level(rawValue: word) != nil }

  /// A logger that writes to standard error, where systemd's journal picks it up.
  public static func makeLogger(_ label: String, level: String) -> Logger {
    var logger = Logger(label: label) { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: level) ?? .info
    return logger
  }
}
