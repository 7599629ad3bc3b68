import KioskCore

/// Reads texts of the pages aloud, with a program that is told them on its standard input: they stand in no list of
/// processes, no file and no log.
final class Speaker: Sendable {
  /// Longest text in bytes: as long as words can be.
  static let maximumText = Words.maximumBytes
  /// Longest sound in bytes: three minutes at 22,050 samples of two bytes a second. The longest text takes two and a half,
  /// unless its words are very short.
  static let maximumSound = 8 << 20
  /// How long a sound may take to make; a second of it takes some milliseconds.
  static let timeLimit = Duration.seconds(10)
  /// How long somebody waits for their turn: a page that turns leaves what it wanted to hear.
  private static let patience = Duration.seconds(2)
  /// What a list of all voices takes, several times over.
  private static let maximumList = 256 << 10
  /// Words a minute: slower than people talk, for who hears or understands little at once.
  private static let speed = "140"

  /// The voices that languages are read in. There is none for Scots; this one is nearer to it than any other.
  private static let voices = [("en", "en-gb-scotland"), ("gd", "gd"), ("sco", "en-gb-scotland")]

  /// Those that can be read aloud.
  let languages = Broadcast<[String]>([])
  private let program: ChildProgram?
  private let slots = Slots(1)

  /// - Parameter program: nil reads nothing aloud.
  init(_ program: ChildProgram?) {
    self.program = program
  }

  /// Whether it was to read aloud.
  var isWanted: Bool { program != nil }

  /// Asks the program which voices it has.
  func findVoices() async {
    guard let program else { return }
    guard let list = try? await program.run(["--voices"], outputLimit: Self.maximumList, timeLimit: Self.timeLimit)
    else { return }
    let found = Set(
      String(decoding: list, as: UTF8.self).split(separator: "\n").compactMap { line in
        line.split(separator: " ").dropFirst().first.map(String.init)
      })
    languages.update { $0 = Self.voices.filter { found.contains($0.1) }.map(\.0) }
  }

  /// The text as a sound, in the form of WAV.
  /// - Throws: `.invalid` for what cannot be read aloud, `.notReady` without a voice, `PageFailure.busy`.
  func speak(_ text: String, in language: String) async throws -> [UInt8] {
    guard text.utf8.count <= Self.maximumText, text.contains(where: { !$0.isWhitespace }) else {
      throw KioskError(.invalid, "a text to read aloud takes 1 to \(Self.maximumText) bytes")
    }
    guard let program, languages.value.contains(language), let voice = Self.voices.first(where: { $0.0 == language })
    else { throw KioskError(.notReady, "there is no voice for this language") }
    try await waitForTurn()
    defer { slots.give() }
    let plain = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    let sound = try await sound(of: String(String.UnicodeScalarView(plain)), program, voice: voice.1)
    guard let wave = WaveFile.withLengths(sound) else { throw KioskError(.unreachable, "no sound came of it") }
    return wave
  }

  private func sound(of text: String, _ program: ChildProgram, voice: String) async throws(KioskError) -> [UInt8] {
    do throws(KioskError) {
      return try await program.run(
        ["-v", voice, "-s", Self.speed, "--stdin", "--stdout"], input: Array(text.utf8),
        outputLimit: Self.maximumSound, timeLimit: Self.timeLimit)
    } catch {
      guard error.code == .full else { throw error }
      throw KioskError(.invalid, "the text is too long to be read aloud at once")
    }
  }

  private func waitForTurn() async throws {
    let end = ContinuousClock.now + Self.patience
    while !slots.take() {
      guard ContinuousClock.now < end else { throw PageFailure.busy }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
