/// A way to write answers. Whatever writes one does it with a `switch` over all cases, so that a new format does not
/// compile until it is there for everything.
enum OutputFormat: CaseIterable, Sendable {
  /// Tables and blocks, for people.
  case human
  /// JSON with stable keys, for programs.
  case json

  /// What a command line asks for, also one that cannot be read.
  init(askedBy arguments: some Sequence<String>) {
    self = arguments.prefix { $0 != "--" }.contains("--json") ? .json : .human
  }
}
