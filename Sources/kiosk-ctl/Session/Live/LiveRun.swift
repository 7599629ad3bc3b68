import Foundation
import KioskCore
import KioskRPC

/// The view while it runs: takes what happens, one after the other, and shows what came of it.
struct LiveRun {
  private enum Event: Sendable {
    case typed([UInt8])
    case signal(Int32)
    case second
    case look(Int, Result<LiveRoom.Look, KioskError>)
    case done(LiveErrand, Result<RoomSession.Answers, KioskError>)
  }

  private let room: Room
  private let terminal = Terminal.output
  private var view: LiveView
  private var keys = LiveKeys()
  private var parser = KeyParser()
  private var screen = LiveScreen()
  /// What is being carried out.
  private var working: LiveErrand?
  /// Whether a device came back while something was being carried out.
  private var wantsSync = false
  /// Whether to leave when what is being carried out is done.
  private var isLeaving = false

  init(_ room: Room) {
    self.room = room
    view = LiveView(LiveRoom(room.members.map(\.name)))
  }

  /// Shows the view until somebody leaves it.
  /// - Throws: `.invalid` without a terminal, `.cancelled` after a signal or when the terminal is gone.
  mutating func run() async throws {
    let (events, sink) = AsyncStream.makeStream(of: Event.self)
    let watching = RoomWatch.begin(room) { sink.yield(.look($0, $1)) }
    let ticking = Task {
      while (try? await Task.sleep(for: .seconds(1))) != nil { sink.yield(.second) }
    }
    let signals = RawTerminal.signals([SIGINT, SIGTERM, SIGHUP, SIGWINCH]) { sink.yield(.signal($0)) }
    defer {
      watching.cancel()
      ticking.cancel()
      for source in signals { source.cancel() }
    }
    var copy = self
    try await RawTerminal.with {
      let typing = RawTerminal.keys { sink.yield(.typed($0)) }
      defer { typing.cancel() }
      try copy.draw()
      for await event in events {
        if try copy.handle(event, { sink.yield($0) }) { return }
        try copy.draw()
      }
    }
    self = copy
  }

  private mutating func draw() throws(KioskError) {
    let size = TerminalSize.output
    let lines = view.lines(width: size.width, height: size.height, at: .now).map { $0.styled(for: terminal) }
    let text = screen.update(to: lines, size: size)
    if !text.isEmpty { try StandardOutput.write(text) }
  }

  /// - Returns: whether that was the end.
  private mutating func handle(_ event: Event, _ report: @escaping @Sendable (Event) -> Void) throws -> Bool {
    switch event {
    case .typed(let bytes):
      guard !bytes.isEmpty else { throw KioskError(.cancelled, "the terminal is gone") }
      for key in parser.keys(in: bytes, at: .now) where press(key, report) { return true }
    case .signal(SIGWINCH): screen.forget()
    case .signal(SIGINT): return true
    case .signal: throw KioskError(.cancelled, "the view was ended; the session goes on")
    case .second: break
    case .look(let index, let result):
      if view.room.note(result, of: index) { wantsSync = true }
      syncIfWanted(report)
    case .done(let errand, let result):
      finish(errand, result)
      if isLeaving { return true }
      syncIfWanted(report)
    }
    return false
  }

  private mutating func press(_ key: Character, _ report: @escaping @Sendable (Event) -> Void) -> Bool {
    switch keys.press(key, in: view.room.session?.phase) {
    case .command(let command):
      begin(.command(command, seen: view.room.session.map(RoomSession.Seen.init)), report)
    case .sync: begin(.sync, report)
    case .ask(let question): view.message = (question, .doubtful)
    case .dropped: view.message = ("Nothing was done.", .plain)
    case .redraw: screen.forget()
    case .nothing: break
    case .quit:
      guard let working, !isLeaving else { return true }
      isLeaving = true
      view.message = ("'\(working.name)' is carried out first; press again to leave at once.", .doubtful)
    }
    return false
  }

  private mutating func syncIfWanted(_ report: @escaping @Sendable (Event) -> Void) {
    guard wantsSync, working == nil else { return }
    wantsSync = false
    begin(.sync, report)
  }

  /// Begins to carry out something; one after the other, for the second press of an impatient hand is none.
  private mutating func begin(_ errand: LiveErrand, _ report: @escaping @Sendable (Event) -> Void) {
    if let working {
      view.message = ("'\(working.name)' is being carried out; press again when it is done.", .doubtful)
      return
    }
    working = errand
    view.message = ("\(errand.name) \(LiveText.ellipsis)", .plain)
    // A device that is away would hold up the others; it follows when it is back.
    let present = zip(room.members, view.room.devices).filter { $1.failure == nil }.map(\.0)
    let session = RoomSession(room: Room(members: present.isEmpty ? room.members : present))
    Task {
      do throws(KioskError) {
        report(.done(errand, .success(try await errand.carryOut(in: session))))
      } catch {
        report(.done(errand, .failure(error)))
      }
    }
  }

  private mutating func finish(_ errand: LiveErrand, _ result: Result<RoomSession.Answers, KioskError>) {
    working = nil
    switch result {
    case .failure(let error): view.message = ("\(errand.name): \(error.words)", .bad)
    case .success(let answers):
      let now = ContinuousClock.now
      for answer in answers {
        guard let index = room.members.firstIndex(where: { $0.name == answer.member.name }) else { continue }
        switch answer.result {
        case .success(let session): view.room.note(session, of: index, at: now)
        case .failure(let error) where error.code == .unreachable:
          _ = view.room.note(.failure(error), of: index)
        case .failure: break
        }
      }
      guard let failed = answers.first(where: { $0.value == nil }), let error = failed.error else {
        view.message = ("\(errand.name): done", .good)
        return
      }
      let what = error.code == .unreachable ? "it did not answer, and follows when it is back" : error.words
      view.message = ("\(errand.name): not on \(failed.member.name): \(what)", .bad)
    }
  }
}

extension KioskError {
  /// What went wrong and what to do, on one line.
  fileprivate var words: String { nextStep.isEmpty ? message : "\(message). \(nextStep)" }
}
