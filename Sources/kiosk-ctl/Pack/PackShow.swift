import ArgumentParser
import KioskCore

/// What is in a pack.
struct PackShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what is in a pack file, and who signed it.")

  @Argument(help: "The pack file.", completion: .file()) var file: String
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (pack, signed) = try PackFile.read(file)
    try output.renderer.show(PackRecord.make(pack, signed))
  }
}
