import KioskCore
import KioskRPC

/// The devices of a room, a line each, and what they have together.
struct LiveTable: Sendable {
  private static let gap = "  "
  /// Columns of the group, and of the two numbers: as wide as their headings.
  private static let (groupWidth, sealedWidth, receiptedWidth) = (5, 8, 9)
  /// The narrowest that a name is cut to, and the widest that it grows: what tells devices apart.
  private static let nameWidths = 8...40
  private static let unknown = "-"
  /// The device's own rule: a smaller number could tell on somebody.
  private static let hidden = "under 10"

  private let room: LiveRoom
  private let nameWidth: Int
  private let stateWidth: Int

  init(_ room: LiveRoom, width: Int) {
    self.room = room
    let fixed = Self.groupWidth + Self.sealedWidth + Self.receiptedWidth + 4 * Self.gap.count
    let free = width - fixed
    let longest = room.devices.map { LiveText.width(LiveText.clean($0.name)) }.max() ?? 0
    let widest = min(Self.nameWidths.upperBound, max(Self.nameWidths.lowerBound, free / 2))
    nameWidth = max("DEVICE".count, min(longest, widest))
    stateWidth = max(Self.nameWidths.lowerBound, free - nameWidth)
  }

  /// In at most so many lines; none where not even one device would fit.
  func lines(upTo height: Int) -> [LiveLine] {
    let heading = line("DEVICE", "GROUP", "STATE", .heading, "SEALED", "RECEIPTED", .heading)
    let total = total
    let room = height - (total == nil ? 1 : 2)
    let rows = devices.count <= room ? devices : Array(devices.prefix(max(0, room - 1)))
    guard !rows.isEmpty else { return [] }
    let dropped = devices.count - rows.count
    let rest = dropped > 0 ? [LiveLine("\(LiveText.ellipsis) and \(dropped) more")] : []
    return [heading] + rows + rest + (total.map { [$0] } ?? [])
  }

  private var devices: [LiveLine] {
    room.devices.map { device in
      let (state, tone) = Self.words(device, room.standing(device))
      let response = device.look?.response
      return line(
        device.name, response.map(\.group) ?? "", state, .tone(tone), Self.number(device, \.sealed),
        Self.number(device, \.receipted))
    }
  }

  /// What the devices of a room have together; nil for one device. Beside the numbers of the others it would tell what
  /// a device hides.
  private var total: LiveLine? {
    guard room.devices.count > 1 else { return nil }
    let looks = room.devices.compactMap(\.present)
    guard looks.count == room.devices.count else {
      return line("all", "", "not every device is reached", .tone(.plain), "", "")
    }
    guard !looks.contains(where: \.response.areNumbersHidden) else {
      return line("all", "", "not shown while a device hides its number", .tone(.plain), "", "")
    }
    func sum(_ key: KeyPath<GetSessionResponse, UInt32>) -> String {
      String(looks.reduce(0) { $0 + Int($1.response[keyPath: key]) })
    }
    return line("all", "", "", .tone(.plain), sum(\.sealed), sum(\.receipted))
  }

  private static func words(_ device: LiveRoom.Device, _ standing: LiveRoom.Standing) -> (String, Value.Tone) {
    switch standing {
    case .unasked: ("asking", .plain)
    case .same: ("as the room", .good)
    case .behind: ("behind", .doubtful)
    case .dropIn: ("on drop-in", .doubtful)
    case .elsewhere: ("in another session", .bad)
    case .away(let error): ("away: \(reason(error, device))", .bad)
    }
  }

  /// Errors name the device; here its line does.
  private static func reason(_ error: KioskError, _ device: LiveRoom.Device) -> String {
    let name = device.address + " "
    return error.message.hasPrefix(name) ? String(error.message.dropFirst(name.count)) : error.message
  }

  private static func number(_ device: LiveRoom.Device, _ key: KeyPath<GetSessionResponse, UInt32>) -> String {
    guard let response = device.present?.response, response.session != nil else { return "" }
    return response.areNumbersHidden ? hidden : String(response[keyPath: key])
  }

  private func line(
    _ name: String, _ group: String, _ state: String, _ look: LiveLine.Look, _ sealed: String, _ receipted: String,
    _ rest: LiveLine.Look = .tone(.plain)
  ) -> LiveLine {
    func cell(_ text: String, _ width: Int) -> String {
      LiveText.padded(LiveText.clean(text.isEmpty ? Self.unknown : text), to: width)
    }
    var line = LiveLine(cell(name, nameWidth) + Self.gap + cell(group, Self.groupWidth) + Self.gap, rest)
    line.add(cell(state, stateWidth), look)
    line.add(Self.gap + cell(sealed, Self.sealedWidth) + Self.gap + cell(receipted, Self.receiptedWidth), rest)
    return line
  }
}
