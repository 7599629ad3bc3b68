/// Compiles the readable files of a programme into a pack; `docs/pack.md` says what authors write.
///
/// Each file holds one thing, told by its only key. What stands in the pack in which order follows the files' names, so
/// that the same files always make the same pack.
public struct PackSource: Sendable {
  /// One file of the programme.
  public struct File: Sendable {
    /// What errors call it.
    public let name: String
    /// Its contents.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// What a file holds.
  enum Kind: String, CaseIterable {
    case programme, theme, board, agenda, language

    var fields: [String] {
      switch self {
      case .programme: ["id", "revision", "title", "sections", "stakeholders"]
      case .theme: ["id", "number", "title", "question", "sections"]
      case .board: ["id", "title", "layers"]
      case .agenda: ["id", "title", "theme", "drop_in", "activities", "sections"]
      case .language: ["tag", "name", "reviewed", "texts"]
      }
    }
  }

  /// What is wrong, in the order of the files. Each is `.invalid`, its message begins with `file:line:`, and its next
  /// step says what to write instead.
  public let problems: [KioskError]
  /// Texts that a language lacks, by its tag: the device shows them in English.
  public let untranslated: [String: [String]]
  private let compiler: PackCompiler

  /// Reads the files.
  public init(_ files: [File]) {
    var compiler = PackCompiler()
    var documents: [(kind: Kind, value: YAMLNode, reader: PackSourceReader)] = []
    for file in files.sorted(by: { $0.name < $1.name }) {
      do throws(KioskError) {
        documents.append(try Self.parse(file))
      } catch {
        compiler.problems.append(error)
      }
    }
    // Translations come first, so that each text is whole when it is read.
    for document in documents where document.kind == .language { compiler.read(document) }
    for document in documents where document.kind != .language { compiler.read(document) }
    compiler.finish(firstFile: files.map(\.name).min())
    problems = compiler.problems
    untranslated = compiler.translations.missing
    self.compiler = compiler
  }

  private static func parse(
    _ file: File
  ) throws(KioskError) -> (kind: Kind, value: YAMLNode, reader: PackSourceReader) {
    let root = try YAMLNode.parse(file.bytes, name: file.name)
    let reader = PackSourceReader(file: file.name)
    guard case .mapping(let entries, _) = root, entries.count == 1, let kind = Kind(rawValue: entries[0].key) else {
      throw reader.unknownKind(root)
    }
    return (kind, entries[0].value, reader)
  }

  /// The compiled pack.
  /// - Throws: the first of `problems`, or `KioskError.invalid` when there are no files.
  public func pack() throws(KioskError) -> Pack {
    if let problem = problems.first { throw problem }
    guard let programme = compiler.programme else {
      throw KioskError(.invalid, "there are no files of a programme", nextStep: "Give the folder that holds them")
    }
    return try Pack(
      programme: programme.id, title: programme.title, revision: programme.revision, sections: programme.sections,
      stakeholders: programme.stakeholders, themes: compiler.themes, boards: compiler.boards,
      agendas: compiler.agendas, languages: compiler.translations.languages)
  }
}
