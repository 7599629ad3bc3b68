import ArgumentParser
import Foundation
import KioskCore
import KioskRPC

/// A room: this device, devices by their addresses, or a room from the configuration.
struct RoomOptions: ParsableArguments {
  @OptionGroup var local: SocketOptions
  @Option(help: "A device, as host:port; can be repeated. Needs the credentials of staff.") var kiosk: [String] = []
  @Option(help: "A room of the configuration, with all its devices.") var room: String?
  @Option(help: "Configuration (default: $KIOSK_CONFIG, or kiosk-ctl.yaml in ~/.config/kiosk).", completion: .file())
  var config: String?
  @Option(help: "Folder with the credentials (default: $KIOSK_CREDENTIALS).", completion: .directory)
  var credentials: String?

  func validate() throws {
    if [local.socket != nil, !kiosk.isEmpty, room != nil].filter({ $0 }).count > 1 {
      throw ValidationError("Give --socket, --kiosk or --room, not several of them.")
    }
  }

  /// The devices that are meant.
  /// - Throws: `.notFound` for an unknown room, `.invalid` for an address that is none.
  func resolved() throws -> Room {
    let addresses = try room.map { name in try RoomConfiguration(given: config).devices(of: name) } ?? kiosk
    guard !addresses.isEmpty else {
      return Room(members: [Room.Member(name: "this device", target: try local.target())])
    }
    let identity = try Credentials(directory: credentials).identity
    var members: [Room.Member] = []
    for address in addresses {
      guard let endpoint = HostPort(address) else {
        throw KioskError(.invalid, "'\(address)' is not host:port", nextStep: "Write it like 192.0.2.7:7442")
      }
      guard !members.contains(where: { $0.name == endpoint.description }) else { continue }
      let target = RPCChannel.Target.tcp(endpoint, identity.clientSecurity, serverName: TLSIdentity.deviceHostName)
      members.append(Room.Member(name: endpoint.description, target: target))
    }
    return Room(members: members)
  }

  /// The store's authority, with which statements are checked; nil without credentials.
  var authority: [UInt8]? { (try? Credentials(directory: credentials))?.authority }
}

/// The CLI's configuration: which devices are in which room.
struct RoomConfiguration: Sendable {
  /// The most devices of a room: beyond any building that has had one.
  static let maximumDevices = 64

  private let path: String
  private let rooms: [(name: String, devices: [String])]

  /// Reads the file that is given, that the environment names, or that stands in the usual place.
  init(given: String?) throws(KioskError) {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/"
    let folder = ProcessInfo.processInfo.environment["XDG_CONFIG_HOME"] ?? "\(home)/.config"
    try self.init(path: given ?? Environment.config.value ?? "\(folder)/kiosk/kiosk-ctl.yaml")
  }

  /// Reads a file.
  /// - Throws: `.invalid` with file and line, `.notFound`.
  init(path: String) throws(KioskError) {
    self.path = path
    let root: YAMLNode
    do throws(KioskError) {
      root = try YAMLNode.parse(try AtomicFile.read(path, maximum: 64 << 10), name: path)
    } catch  where error.code == .notFound {
      throw KioskError(
        .notFound, "there is no configuration \(path)",
        nextStep: "Write one with 'rooms:', or name devices with --kiosk")
    }
    guard case .mapping(let entries, _) = root else {
      throw KioskError(.invalid, "\(path):\(root.line): write 'rooms:' first")
    }
    var rooms: [(name: String, devices: [String])] = []
    for entry in entries {
      guard entry.key == "rooms", case .mapping(let named, _) = entry.value else {
        throw KioskError(
          .invalid, "\(path):\(entry.keyLine): '\(entry.key)' is not known here",
          nextStep: "Write 'rooms:', and below it, indented, each room with a list of its devices")
      }
      for room in named {
        guard case .sequence(let nodes, _) = room.value, (1...Self.maximumDevices).contains(nodes.count) else {
          throw KioskError(
            .invalid, "\(path):\(room.keyLine): a room has 1 to \(Self.maximumDevices) devices",
            nextStep: "Write below it, indented, lines such as '- 192.0.2.7:7442'")
        }
        rooms.append((room.key, try nodes.map { node throws(KioskError) in try Self.device(node, path) }))
      }
    }
    self.rooms = rooms
  }

  private static func device(_ node: YAMLNode, _ path: String) throws(KioskError) -> String {
    guard case .scalar(let text, _) = node, HostPort(text) != nil else {
      throw KioskError(
        .invalid, "\(path):\(node.line): this is not host:port", nextStep: "Write it like '- 192.0.2.7:7442'")
    }
    return text
  }

  /// The devices of a room.
  func devices(of name: String) throws(KioskError) -> [String] {
    guard let found = rooms.first(where: { $0.name == name }) else {
      throw KioskError(
        .notFound, "\(path) has no room '\(name)'",
        nextStep: rooms.isEmpty ? "Add it under 'rooms:'" : "It has \(rooms.map(\.name).joined(separator: ", "))")
    }
    return found.devices
  }
}
