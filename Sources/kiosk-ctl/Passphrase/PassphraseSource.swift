import KioskCore

/// Gives out passphrases, in the order in which they are needed.
struct PassphraseSource: Sendable {
  /// Files with one each; none stands for the terminal.
  let files: [String]

  /// The passphrases of files that are there.
  func existing(_ names: [String]) throws(KioskError) -> [Passphrase] {
    try collect(names) { name, _ throws(KioskError) in
      try Passphrase(typed: try TerminalPrompt.secret("Passphrase of \(name)"))
    }
  }

  /// Passphrases for files that are being made.
  /// - Throws: `KioskError.invalid` for one that is too short, or that was typed in two ways.
  func new(_ names: [String]) throws(KioskError) -> [Passphrase] {
    let passphrases = try collect(names) { name, before throws(KioskError) in
      try Self.typedTwice(for: name, before: before)
    }
    for passphrase in passphrases { try passphrase.checkStrength() }
    return passphrases
  }

  private func collect(
    _ names: [String], ask: (String, Passphrase?) throws(KioskError) -> Passphrase
  ) throws(KioskError) -> [Passphrase] {
    guard files.isEmpty || files.count == 1 || files.count == names.count else {
      throw KioskError(
        .invalid, "there are \(files.count) passphrase files for \(names.count) files",
        nextStep: "Give one for all, or one for each")
    }
    var passphrases: [Passphrase] = []
    for (index, name) in names.enumerated() {
      if files.isEmpty {
        passphrases.append(try ask(name, passphrases.last))
      } else if files.count == 1, let first = passphrases.first {
        passphrases.append(first)
      } else {
        passphrases.append(try Passphrase(file: files[index]))
      }
    }
    return passphrases
  }

  private static func typedTwice(for name: String, before: Passphrase?) throws(KioskError) -> Passphrase {
    let hint = before == nil ? "" : " (nothing: as before)"
    let first = try TerminalPrompt.secret("New passphrase for \(name)\(hint)")
    if let before, first.isEmpty { return before }
    let passphrase = try Passphrase(typed: first)
    try passphrase.checkStrength()
    guard try Passphrase(typed: try TerminalPrompt.secret("The same again")) == passphrase else {
      throw KioskError(.invalid, "the two passphrases differ", nextStep: "Run the command again")
    }
    return passphrase
  }
}
