import KioskCore
import KioskRPC
import Testing

/// A whole session in a room of two devices, run by staff with `kiosk-ctl`, while at every transition one device or the
/// other loses its power.
struct RoomSessionTests {
  /// The activities of the agenda, in the order of the slides.
  private static let activities = [
    "welcome", "introductions", "icebreaker", "todays-focus", "sharing-thoughts", "breakout", "break",
    "individual-reflection", "back-casting", "final-thoughts", "next-steps",
  ]

  @Test(.timeLimit(.minutes(10))) func aSessionIsTheSameWhateverIsKilled() async throws {
    try await World.with { world in
      let room = try await StaffedRoom.start(in: world)
      let gifts = try await Gifts(in: room)
      for (number, address) in room.addresses.enumerated() {
        try await room.ctl(["session", "group", "\(number + 1)", "--kiosk", address.description])
      }
      let refused = try await room.session("open", StaffedRoom.agenda, status: 7)
      #expect(refused.output.contains("collection-key"))
      let late = try await rehearse(room, gifts)
      try await room.testKey()
      try await room.session("open", StaffedRoom.agenda)
      let opened = try await room.standing()
      #expect(opened.phase == .opened && opened.position == nil && opened.revision == 1)
      try await room.restart(room.devices[0], expecting: [opened])
      // The rehearsal is over; who had begun in it may finish, and it stays a rehearsal's.
      try await gifts.send(late)

      try await run(room, gifts)
      try await end(room, gifts)
      try await account(room, gifts)
    }
  }

  /// Runs a rehearsal as far as the first prompt.
  /// - Returns: what is begun in it and not sent.
  private func rehearse(_ room: StaffedRoom, _ gifts: Gifts) async throws -> Gifts.Begun {
    try await room.session("rehearse", StaffedRoom.agenda)
    try await room.restart(room.devices[1], expecting: [try await room.standing()])
    try await room.command("goto", "icebreaker", killing: room.devices[0], .after)
    for device in room.devices { try await gifts.give(on: device) }
    return try await gifts.begin(on: room.devices[0])
  }

  /// Goes through all activities. In each that asks something, people answer at once, and others begin and send in the
  /// activity after.
  private func run(_ room: StaffedRoom, _ gifts: Gifts) async throws {
    var begun: [Gifts.Begun] = []
    for (position, name) in Self.activities.enumerated() where name != "break" {
      let (victim, other) = (room.devices[position % 2], room.devices[1 - position % 2])
      if Self.activities[max(0, position - 1)] == "break" {
        try await takeBreak(room, until: position)
      } else {
        let moment = StaffedRoom.Moment.allCases[position % StaffedRoom.Moment.allCases.count]
        let now = try await room.command("next", killing: victim, moment)
        #expect(now.phase == .running && now.position == position)
      }
      for late in begun { try await gifts.send(late) }
      begun = []
      for device in room.devices { #expect(try await device.whatsOn.activities.map(\.id) == [name]) }
      if try await !victim.whatsOn.activities[0].prompts.isEmpty {
        for device in room.devices { try await gifts.give(on: device, prompt: position) }
        begun = [try await gifts.begin(on: victim), try await gifts.begin(on: other, prompt: 1)]
        let cut = try await gifts.begin(on: victim)
        let now = try await room.standing()
        async let sent: Void = gifts.sendWhileKilled(cut)
        try await room.restart(victim, expecting: [now])
        await sent
      }
      if name == "breakout" { try await interrupt(room) }
    }
  }

  /// The agenda's own break: nobody commands its end, which comes although both devices are killed.
  private func takeBreak(_ room: StaffedRoom, until position: Int) async throws {
    let before = try await room.standing()
    try await room.session("next")
    await room.devices[0].daemon.kill()
    try await room.devices[0].daemon.start()
    for device in room.devices {
      try await eventually("the break is over on \(device.daemon.name)") {
        try await room.isReachable(device)
        return try await room.standing(device).position == position
      }
    }
    let now = try await room.standing()
    #expect(now.phase == .running && now.revision == before.revision + 2)
    try await room.restart(room.devices[1], expecting: [now])
  }

  /// Everything else that staff do while an activity is on.
  private func interrupt(_ room: StaffedRoom) async throws {
    let (one, two) = (room.devices[0], room.devices[1])
    let position = try await room.standing().position
    #expect(try await room.command("pause", killing: one, .after).phase == .paused)
    let left = try await one.whatsOn.session?.secondsLeft
    try await Task.sleep(for: .milliseconds(50))
    #expect(try await one.whatsOn.session?.secondsLeft == left)
    #expect(try await one.whatsOn.session?.timeRuns == false)
    #expect(try await room.command("extend", "5m", killing: two, .before).phase == .paused)
    for device in room.devices { #expect(try await device.whatsOn.session?.secondsLeft == max(0, left ?? 0) + 300) }
    #expect(try await room.command("resume", killing: one, .during).phase == .running)
    try await room.command("extend", "1h", killing: two, .after)
    #expect(try await room.command("break", "2h", killing: one, .before).phase == .onBreak)
    #expect(try await room.command("resume", killing: two, .after).phase == .running)
    try await room.session("break", "5m")
    try await eventually("the break ends by itself") {
      let phases = [try await room.standing(one).phase, try await room.standing(two).phase]
      return phases == [.running, .running]
    }
    let back = try await room.command("back", killing: one, .during)
    #expect(back.position == position.map { $0 - 1 })
    #expect(try await room.command("goto", "breakout", killing: two, .before).position == position)
  }

  /// Locks, takes late reflections, and closes.
  private func end(_ room: StaffedRoom, _ gifts: Gifts) async throws {
    let (one, two) = (room.devices[0], room.devices[1])
    try await room.session("next", status: 11)
    #expect(try await room.command("lock", "--reflections", "14d", killing: one, .during).phase == .locked)
    let offered = try await one.whatsOn.activities.map(\.id)
    #expect(offered.contains("individual-reflection") && !offered.contains("welcome"))
    for device in room.devices {
      try await gifts.send(try await gifts.begin(on: device, activity: "individual-reflection"))
    }
    #expect(try await room.command("extend", "5m", killing: two, .before).phase == .locked)
    try await gifts.give(on: two)
    #expect(try await room.command("close", killing: one, .after).phase == .closed)
    for device in room.devices { #expect(try await device.whatsOn.session == nil) }
  }

  /// What was given is with the coordinators, and the numbers say so.
  private func account(_ room: StaffedRoom, _ gifts: Gifts) async throws {
    for device in room.devices { try await device.drain() }
    let statement = try await room.session("statement")
    #expect(statement.output.contains("every sum agrees"), "\(statement.output)")
    try await gifts.check(room.store)
  }
}
