import KioskCore
import KioskRPC

/// Contributions at a device's socket, a fixed number of them in flight.
struct CaptureLoad: Sendable {
  let inFlight: Int

  /// What a load brought.
  struct Outcome: Sendable {
    var latencies = Samples()
    var seconds = 0.0

    var acknowledged: Int { latencies.count }
    var rate: Double { seconds > 0 ? Double(acknowledged) / seconds : 0 }

    static func + (a: Outcome, b: Outcome) -> Outcome {
      var sum = a
      sum.latencies.add(b.latencies)
      sum.seconds += b.seconds
      return sum
    }
  }

  /// Keeps the load up for a time.
  func run(on device: BenchDevice, for duration: Duration) async throws -> Outcome {
    let end = ContinuousClock.now + duration
    return try await run(on: device) { _ in ContinuousClock.now < end }
  }

  /// Keeps the load up for a number of contributions, shared out evenly; at least one for each in flight.
  func run(on device: BenchDevice, count: Int) async throws -> Outcome {
    let share = max(1, count / inFlight)
    return try await run(on: device) { $0 < share }
  }

  private func run(on device: BenchDevice, while goesOn: @escaping @Sendable (Int) -> Bool) async throws -> Outcome {
    try await device.call { channel in
      let clock = ContinuousClock()
      let start = clock.now
      let latencies = try await withThrowingTaskGroup(of: Samples.self) { tasks in
        for _ in 0..<inFlight {
          tasks.addTask {
            var samples = Samples()
            while goesOn(samples.count) {
              let begin = clock.now
              try await BenchDevice.submit(over: channel)
              samples.add(clock.now - begin)
            }
            return samples
          }
        }
        var all = Samples()
        for try await samples in tasks { all.add(samples) }
        return all
      }
      return Outcome(latencies: latencies, seconds: (clock.now - start).seconds)
    }
  }
}
