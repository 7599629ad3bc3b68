import KioskCore
import Testing

extension StaffedRoom {
  /// When a device is killed, as seen from a command.
  enum Moment: CaseIterable {
    case before, during, after
  }

  /// The longest from the start of a command to the kill in the middle of it: about what a command takes.
  private static let longestCommand = 300
  /// What `kiosk-ctl` ends with when a device cannot be reached.
  private static let unreachable: Int32 = 8

  /// Carries out a command on the room while one device is killed, and starts that again: it stands as it did, and
  /// catches up.
  /// - Returns: how both stand then.
  @discardableResult
  func command(_ words: String..., killing victim: Device, _ moment: Moment) async throws -> Standing {
    let before = try await standing(victim)
    switch moment {
    case .before: try await commandWithout(victim, words, before)
    case .during: try await commandLosing(victim, words, before)
    case .after:
      try await session(words)
      let now = try await standing()
      #expect(now.revision == before.revision + 1, "after \(words)")
      try await restart(victim, expecting: [now])
    }
    let now = try await standing()
    #expect(now.session == before.session && now.revision == before.revision + 1, "after \(words): \(now)")
    return now
  }

  /// Kills a device and starts it again.
  func restart(_ victim: Device, expecting possible: [Standing]) async throws {
    await victim.daemon.kill()
    try await startAgain(victim, expecting: possible)
  }

  private func startAgain(_ victim: Device, expecting possible: [Standing]) async throws {
    try await victim.daemon.start()
    try await isReachable(victim)
    let now = try await standing(victim)
    #expect(possible.contains(now), "\(victim.daemon.name) stands \(now), not \(possible)")
  }

  /// The device is away: the other one follows, the output says which did not, and `sync` brings it in line.
  private func commandWithout(_ victim: Device, _ words: [String], _ before: Standing) async throws {
    await victim.daemon.kill()
    let (output, _) = try await session(words, status: Self.unreachable)
    let address = addresses[devices.firstIndex { $0.daemon.name == victim.daemon.name }!].description
    #expect(output.contains("1 of 2 did not follow"), "\(output)")
    let line = output.split(separator: "\n").first { $0.hasPrefix(address) }
    #expect(line?.contains("cannot be reached") == true, "\(output)")
    try await startAgain(victim, expecting: [before])
    try await session("sync")
  }

  /// The device dies at some moment of the command: it stands as before it or as after it. Whoever sees that the
  /// command failed synchronizes, looks, and gives it again if it is still to be done.
  private func commandLosing(_ victim: Device, _ words: [String], _ before: Standing) async throws {
    async let answer = session(words, status: nil)
    try await Task.sleep(for: .milliseconds(Int.random(in: 0...Self.longestCommand)))
    await victim.daemon.kill()
    let (output, status) = try await answer
    #expect(status == 0 || status == Self.unreachable, "\(words): \(output)")
    let other = try #require(devices.first { $0.daemon.name != victim.daemon.name })
    let there = try await standing(other)
    try await victim.daemon.start()
    try await isReachable(victim)
    let here = try await standing(victim)
    #expect([before.revision, before.revision + 1].contains(here.revision), "\(words): \(here)")
    if status == 0 { #expect(here == there, "what was said to be done is done") }
    try await session("sync")
    if try await standing().revision == before.revision { try await session(words) }
  }
}
