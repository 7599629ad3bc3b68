import ArgumentParser
import KioskCore
import KioskRPC

/// Whom the store knows.
struct StoreFleet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleet", abstract: "List the certificates that the store has issued.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let entries = try await store.calling { channel in
      try await channel.unary(CollectionMethods.listFleet, ListFleetRequest()).entries
    }
    let sorted = entries.sorted { ($0.role, $0.name, $0.lastDay) < ($1.role, $1.name, $1.lastDay) }
    try output.renderer.list(sorted.map(\.record), key: "fleet", empty: "The store has issued no certificate.")
  }
}

extension FleetEntry {
  fileprivate var record: Record {
    Record([
      Field("name", "Name", .text(name)), Field("role", "Role", .text(role)),
      Field("room", "Room", .known(room)), Field("last_day", "Last day", .day(lastDay)),
      Field("revoked", nil, .flag(isRevoked)),
      Field("state", "State", state), Field("serial", nil, .digest(serial)),
    ])
  }

  private var state: Value {
    if isRevoked { return .state("revoked", .bad) }
    return Day.isPlausible && lastDay < Day.today ? .state("ended", .doubtful) : .state("valid", .good)
  }
}
