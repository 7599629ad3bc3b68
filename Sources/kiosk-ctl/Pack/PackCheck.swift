import ArgumentParser
import KioskCore

/// Whether a pack or its source is in order.
struct PackCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check a pack file, or the folder it is made of.",
    discussion: "Everything that is wrong in a folder is listed, each with its file and line.")

  @Argument(help: "A pack file, or a folder with the files of a programme.", completion: .file()) var path: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let renderer = output.renderer
    guard PackFolder.isFolder(path) else {
      let (pack, signed) = try PackFile.read(path)
      try show(renderer, pack, signed)
      return
    }
    let source = try PackFolder.read(path)
    let pack = try SourceProblems.refuse(source, renderer)
    try show(renderer, pack, nil)
  }

  private func show(_ renderer: Renderer, _ pack: Pack, _ signed: SignedPack?) throws {
    switch renderer.format {
    case .human: renderer.say("\(path) is in order.")
    case .json: try renderer.show(PackRecord.make(pack, signed))
    }
  }
}

/// What is wrong with files that people wrote.
enum SourceProblems {
  /// Shows each problem; gives back the pack where there is none.
  /// - Throws: `KioskError.invalid` for problems.
  static func refuse(_ source: PackSource, _ renderer: Renderer) throws -> Pack {
    try refuse(source.problems, renderer)
    return try source.pack()
  }

  /// Shows each problem.
  /// - Throws: `KioskError.invalid` when there is one.
  static func refuse(_ problems: [KioskError], _ renderer: Renderer) throws {
    guard !problems.isEmpty else { return }
    for problem in problems {
      switch renderer.format {
      case .human:
        renderer.say(problem.message)
        renderer.say("  " + problem.nextStep)
      case .json:
        try renderer.item(
          Record([
            Field("code", nil, .text(problem.code.rawValue)), Field("message", nil, .text(problem.message)),
            Field("next_step", nil, .text(problem.nextStep)),
          ]))
      }
    }
    let count = problems.count
    throw KioskError(
      .invalid, count == 1 ? "there is one problem" : "there are \(count) problems",
      nextStep: "Correct the lines named and run the command again")
  }
}

/// A pack file.
enum PackFile {
  /// Reads one, whoever signed it.
  static func read(_ path: String) throws(KioskError) -> (pack: Pack, signed: SignedPack) {
    try SignedPack.open(try bytes(path), trusting: nil)
  }

  /// The file's bytes.
  static func bytes(_ path: String) throws(KioskError) -> [UInt8] {
    guard !PackFolder.isFolder(path) else {
      throw KioskError(.invalid, "\(path) is a folder", nextStep: "Make a file of it: kiosk-ctl pack build")
    }
    return try AtomicFile.read(path, maximum: SignedPack.maximumBytes)
  }
}
