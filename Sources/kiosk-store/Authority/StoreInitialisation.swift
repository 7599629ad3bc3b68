import KioskCore
import KioskRPC

/// Makes a store's state directory and the first people's credentials.
struct StoreInitialisation: Sendable {
  let files: StoreFiles
  let collectionKey: PublicKeyFile
  let packSigner: PublicKeyFile
  /// Directory in which a folder for each role is made.
  let credentials: String
  let people: [(name: String, role: Role)]

  /// Writes everything; the authority's certificate comes last, for with it the directory counts as a store.
  /// - Throws: `.conflict` when there is a store already.
  func make() async throws(KioskError) {
    for person in people { try EnrolmentService.check(name: person.name) }
    try AtomicFile.makeDirectory(files.directory)
    guard !AtomicFile.exists(files.authorityCertificate), !AtomicFile.exists(files.database) else {
      throw KioskError(.conflict, "\(files.directory) holds a store already", nextStep: "Choose another directory")
    }
    let authority = try CertificateAuthority(name: "kiosk store authority")
    let pem = try authority.exposedPEM
    try AtomicFile.write(Array(collectionKey.text.utf8), to: files.collectionKey)
    try AtomicFile.write(Array(packSigner.text.utf8), to: files.packSigners)
    try AtomicFile.write(Array((pem.key + "\n").utf8), to: files.authorityKey)
    try StoreDatabase.create(at: files.database)
    let store = try Store(at: files.database)
    try AtomicFile.makeDirectory(credentials)
    for person in people {
      let issued = try CredentialFiles(directory: "\(credentials)/\(person.role.rawValue)").write(
        name: person.name, role: person.role, authority: authority)
      try await store.record(issued)
    }
    await store.close()
    try AtomicFile.write(Array((pem.certificate + "\n").utf8), to: files.authorityCertificate)
  }
}
