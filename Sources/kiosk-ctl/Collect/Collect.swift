import ArgumentParser
import Crypto
import KioskCore
import KioskRPC

/// Fetches and opens what was said.
struct Collect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fetch what was forwarded to the store, and open it here.",
    discussion: """
      The folder gets contributions.jsonl, contributions.csv, drawings/, quarantine.jsonl and quarantine/. A run goes on where the \
      last one ended, however it ended; each contribution stands there once, and what was withdrawn goes. What does not \
      open is put into the quarantine with the reason, and the command then ends with status 14.
      """)

  @Option(help: "The collection key; or, given several times, the shares of it.", completion: .file())
  var key: [String]
  @Option(help: "Folder to collect into; made if it is not there.", completion: .directory) var out: String
  @Flag(name: .customLong("print"), help: "Print what was opened, too.") var isPrinting = false
  @OptionGroup var store: StoreOptions
  @OptionGroup var passphrases: PassphraseOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if key.isEmpty { throw ValidationError("Give the collection key: --key FILE.") }
  }

  func run() async throws {
    let renderer = output.renderer
    let credentials = try store.identity()
    let folder = try CollectionFolder(out, store: Array(SHA256.hash(data: credentials.authority)).hexadecimal)
    let secret = try KeyOpening.collectionKey(key, passphrases.source)
    if folder.hasLost { renderer.say("Some of what was collected here before is gone; everything is collected anew.") }
    let run = CollectionRun(folder, key: secret, progress: renderer.progress("Collecting"))
    let cursor = try await run.begin()
    do {
      try await store.calling(as: credentials) { channel in
        try await Silence.limiting(channel.peer) { heard in
          try await channel.serverStream(CollectionMethods.collect, CollectRequest(cursor: cursor), deadline: nil) {
            heard()
            try await run.take($0)
          }
        }
      }
    } catch {
      // What came until then is kept, and in order; the failure is what is told.
      _ = try? await run.finish()
      throw error
    }
    let summary = try await run.finish()
    try await show(summary, of: run, renderer)
    guard summary.quarantined > 0 else { return }
    renderer.say("\(out)/quarantine.jsonl says why each does not open, and what to do.")
    throw EarlyEnd(status: .attention)
  }

  private func show(_ summary: CollectionRun.Summary, of run: CollectionRun, _ renderer: Renderer) async throws {
    guard isPrinting else {
      try renderer.show(summary.record)
      return
    }
    var texts: [String] = []
    try await run.readAdded { contribution in texts.append(contribution.printed(renderer.format)) }
    for text in texts { try StandardOutput.write(text) }
    switch renderer.format {
    case .human: renderer.sum(summary.record)
    case .json: try StandardOutput.write("{\"summary\":\(JSONText.object(summary.record))}\n")
    }
  }
}

extension CollectionRun.Summary {
  fileprivate var record: Record {
    Record([
      Field("added", "Added", .number(added)), Field("withdrawn", "Withdrawn", .number(withdrawn)),
      Field("quarantined", "Put aside", .number(quarantined)),
      Field("released", "Opened from quarantine", .number(released)),
      Field("contributions", "Contributions in all", .number(contributions)),
      Field("rehearsals", "From rehearsals", .number(rehearsals)),
      Field("quarantined_in_all", "In quarantine in all", .number(setAside)),
    ])
  }
}

extension CollectedContribution {
  /// As it is printed: a heading and what was said, or a line that says what it is.
  func printed(_ format: OutputFormat) -> String {
    switch format {
    case .human:
      let labels = [day, session, activity, prompt, group, language, isRehearsal ? "rehearsal" : nil]
      let level = feeling.map { "feeling \($0) of \(Feeling.levels.upperBound)" }
      let said = (cards ?? []) + [level, drawing, words, why, description].compactMap(\.self)
      let heading = "\(id)  \(labels.compactMap { $0 }.joined(separator: "  ").plain)"
      return "\(heading)\n\(said.map(\.plain).joined(separator: "\n"))\n\n"
    case .json: return "{\"contribution\":\(line)}\n"
    }
  }
}
