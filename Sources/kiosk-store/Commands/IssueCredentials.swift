import ArgumentParser
import KioskCore
import KioskRPC

/// `kiosk-store credentials`.
struct IssueCredentials: AsyncParsableCommand {
  /// Who can be given credentials here; devices enrol by themselves.
  enum Person: String, ExpressibleByArgument, CaseIterable {
    case staff, coordinator

    var role: Role { self == .staff ? .staff : .coordinator }
  }

  static let configuration = CommandConfiguration(
    commandName: "credentials",
    abstract: "Give a person credentials, or new ones; their earlier ones end.",
    discussion: "The store must be stopped meanwhile: its database has one owner.")

  @Option(help: "Directory of the database and the authority.") var stateDirectory: String
  @Option(help: "What the person is: staff or coordinator.") var role: Person
  @Option(help: "Their name: 1 to 64 letters, digits, spaces and hyphens.") var name: String
  @Option(help: "Where the credentials are written; made anew.") var out: String

  func run() async throws {
    ProcessHardening.apply()
    do throws(KioskError) {
      try EnrolmentService.check(name: name)
      guard !AtomicFile.exists(out) else {
        throw KioskError(.conflict, "\(out) is there already", nextStep: "Choose another directory")
      }
      let files = StoreFiles(directory: stateDirectory)
      let authority = try files.authority()
      let store = try Store(at: files.database)
      _ = try await store.revoke(name, roles: [role.role])
      try await store.record(
        try CredentialFiles(directory: out).write(name: name, role: role.role, authority: authority))
      await store.close()
      print("Credentials of \(name) (\(role.rawValue)): \(out)")
      print("Hand them to their owner, and remove them here.")
    } catch {
      ProcessExit.fail("kiosk-store", error)
    }
  }
}
