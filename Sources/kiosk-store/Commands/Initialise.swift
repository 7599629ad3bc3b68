import ArgumentParser
import KioskCore
import KioskRPC

/// `kiosk-store init`.
struct Initialise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a store: its authority, its database, and the first credentials.",
    discussion: """
      The collection key and the pack signing key are made by coordinators beforehand, with "kiosk-ctl key new" and \
      "kiosk-ctl key signing"; the store gets their public parts only. The credentials of the first coordinator and of \
      the first member of staff are written beside each other; hand each to its owner and remove it here.
      """)

  @Option(help: "Directory of the database and the authority; made anew.") var stateDirectory: String
  @Option(help: "Public collection key that devices seal to (FILE.pub).") var collectionKey: String
  @Option(help: "Public key whose packs devices accept (FILE.pub).") var packSigner: String
  @Option(help: "Where the first credentials are written.") var credentials: String
  @Option(help: "Name of the first coordinator.") var coordinator = "coordinator"
  @Option(help: "Name of the first member of staff.") var staff = "staff"

  func run() async throws {
    ProcessHardening.apply()
    do throws(KioskError) {
      try await make()
      print("A store was made in \(stateDirectory).")
      print("Credentials: \(credentials)/coordinator and \(credentials)/staff")
      print("Next: kiosk-store serve --state-directory \(stateDirectory)")
    } catch {
      ProcessExit.fail("kiosk-store", error)
    }
  }

  private func make() async throws(KioskError) {
    try await StoreInitialisation(
      files: StoreFiles(directory: stateDirectory),
      collectionKey: try PublicKeyFile(.collection, reading: try text(collectionKey)),
      packSigner: try PublicKeyFile(.packSigning, reading: try text(packSigner)), credentials: credentials,
      people: [(coordinator, .coordinator), (staff, .staff)]
    ).make()
  }

  private func text(_ path: String) throws(KioskError) -> String {
    String(decoding: try AtomicFile.read(path, maximum: 64 << 10), as: UTF8.self)
  }
}
