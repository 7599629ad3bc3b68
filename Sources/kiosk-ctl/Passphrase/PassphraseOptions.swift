import ArgumentParser
import KioskCore

/// Where the passphrase of one or several files comes from: files, or the terminal. Never an argument, which every
/// account of the machine can see.
struct PassphraseOptions: ParsableArguments {
  @Option(
    name: .customLong("passphrase-file"),
    help: """
      File with the passphrase in its first line (default: $KIOSK_PASSPHRASE_FILE, or the terminal); given once it is \
      for all files, else once for each, in their order.
      """,
    completion: .file())
  var passphraseFiles: [String] = []

  /// Where they come from.
  var source: PassphraseSource {
    PassphraseSource(
      files: passphraseFiles.isEmpty ? Environment.passphraseFile.value.map { [$0] } ?? [] : passphraseFiles)
  }
}

/// Where new passphrases come from while old ones are needed as well.
struct NewPassphraseOptions: ParsableArguments {
  @Option(
    name: .customLong("new-passphrase-file"),
    help: """
      File with the passphrase for what is written; given once it is for all files, else once for each. Without it, a \
      passphrase file that was given just once is for these too.
      """,
    completion: .file())
  var newPassphraseFiles: [String] = []

  /// Where they come from, if the old ones come from `source`.
  func source(beside source: PassphraseSource) -> PassphraseSource {
    guard newPassphraseFiles.isEmpty else { return PassphraseSource(files: newPassphraseFiles) }
    return PassphraseSource(files: source.files.count == 1 ? source.files : [])
  }
}
