import ArgumentParser
import Foundation
import KioskCore

/// How long a break takes: a length of time, or the time of day at which it ends.
struct BreakArgument: ExpressibleByArgument, Equatable, Sendable {
  private enum End: Equatable, Sendable {
    case after(Int64)
    case at(hour: Int, minute: Int)
  }

  private let end: End

  init?(argument: String) {
    if let length = DurationArgument(argument: argument) {
      end = .after(Int64(length.seconds))
    } else if Identifier.isTimeOfDay(argument) {
      end = .at(hour: Int(argument.prefix(2))!, minute: Int(argument.suffix(2))!)
    } else {
      return nil
    }
  }

  /// From now; a time of day that is past today is tomorrow's, after midnight.
  /// - Throws: `.invalid` for a time of day that is further away than a break can take: it is past.
  func seconds(from now: Date = Date(), in calendar: Calendar = .current) throws(KioskError) -> Int64 {
    switch end {
    case .after(let seconds): return seconds
    case .at(let hour, let minute):
      let next = calendar.nextDate(
        after: now, matching: DateComponents(hour: hour, minute: minute, second: 0), matchingPolicy: .nextTime)
      let seconds = Int64((next ?? now).timeIntervalSince(now).rounded(.up))
      guard seconds <= SessionCommand.longestPause else {
        throw KioskError(
          .invalid, "this time is past, or more than \(SessionCommand.longestPause / 3600) hours away",
          nextStep: "Give a later time, or how long the break takes: 15m")
      }
      return seconds
    }
  }
}
