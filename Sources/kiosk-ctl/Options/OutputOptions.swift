import ArgumentParser

/// How answers are written; every command takes it.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Write JSON: one object, or one a line where there is a stream.") var json = false

  var renderer: Renderer { Renderer(json ? .json : .human) }
}
