import ArgumentParser
import KioskCore
import KioskRPC

/// Gives one contribution.
struct Capture: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give a contribution.",
    discussion: """
      Without --activity and --prompt it answers the first prompt on offer. What stands on standard input is the words; \
      with --card or --feeling it is the reason, and with --drawing what the picture shows, and may be empty.
      """)

  @Option(help: "Identifier of the activity.") var activity: String?
  @Option(help: "Identifier of the prompt.") var prompt: String?
  @Option(help: "Language of the text, as a BCP 47 tag.") var language = LocalizedText.fallbackLanguage
  @Option(help: "What the person says they are, by its identifier.") var stakeholder: String = ""
  @OptionGroup var choice: WayOptions
  @Flag(help: "Leave the group and its box out of the labels.") var withoutGroup = false
  @Flag(help: "Ask for a code with which to take it back; it is printed once and is nowhere else.")
  var withdrawalCode = false
  @OptionGroup var device: SocketOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let renderer = output.renderer
    if StandardInput.isTerminal { renderer.say("\(choice.asks) End with Ctrl-D on a line of its own.") }
    let content = try choice.content(with: Self.withoutLastNewline(try StandardInput.all("what was written")))
    let (activity, prompt, language, wantsCode) = (activity, prompt, language, withdrawalCode)
    let (stakeholder, isWithoutGroup) = (stakeholder, withoutGroup)
    let id = RandomBytes.make(SubmitRequest.submissionIDLength)
    let response = try await device.calling { channel in
      let offer = try await channel.unary(CaptureMethods.getWhatsOn, GetWhatsOnRequest()).whatsOn
      let place = try Place(
        activity: activity, prompt: prompt, among: offer.activities, isSession: offer.session != nil)
      let request = SubmitRequest(
        submissionID: id, activity: place.activity,
        prompt: place.prompt, language: language, content: content, wantsWithdrawalCode: wantsCode,
        session: offer.session?.id ?? "", stakeholder: stakeholder, isWithoutGroup: isWithoutGroup)
      return try await Self.submit(request, over: channel)
    }
    let code = Field("withdrawal_code", "Withdrawal code", .known(response.withdrawalCode))
    let record = Record([Field("taken", nil, .flag(true)), code])
    if wantsCode || renderer.format == .json { try renderer.value(code, in: record) }
    renderer.say("It is sealed and kept.")
  }

  /// How long it is given again after a lost answer: longer than the slowest flush of a disk that works.
  private static let patience = Duration.seconds(30)

  /// Gives it, and again when the answer was lost: its name keeps it from being taken twice.
  private static func submit(
    _ request: SubmitRequest, over channel: RPCChannel
  ) async throws(KioskError) -> SubmitResponse {
    let response = try await answer(to: request, over: channel)
    guard !request.wantsWithdrawalCode || !response.withdrawalCode.isEmpty else {
      throw KioskError(
        .unreachable, "it is sealed and kept, but its withdrawal code was lost on the way",
        nextStep: "Do not give it again; a coordinator can take it back")
    }
    return response
  }

  private static func answer(
    to request: SubmitRequest, over channel: RPCChannel
  ) async throws(KioskError) -> SubmitResponse {
    let end = ContinuousClock.now + patience
    var isAgain = false
    while true {
      do throws(KioskError) {
        return try await channel.unary(CaptureMethods.submit, request)
      } catch {
        let mayPass = error.code == .unreachable || isAgain && error.code == .storage
        guard mayPass, ContinuousClock.now < end else {
          guard isAgain else { throw error }
          throw KioskError(error.code, "\(error.message); it may have been kept all the same", nextStep: error.nextStep)
        }
      }
      isAgain = true
      try? await Task.sleep(for: .seconds(1))
    }
  }

  /// Echoing and typing both end with a line feed that nobody said.
  static func withoutLastNewline(_ text: String) -> String {
    text.last?.isNewline == true ? String(text.dropLast()) : text
  }
}

/// Which prompt is answered.
struct Place: Equatable {
  let activity: String
  let prompt: String

  /// Fills in what was not said with the first on offer.
  /// - Throws: `KioskError.notFound`, which names what is there.
  init(activity: String?, prompt: String?, among offered: [Activity], isSession: Bool = false) throws(KioskError) {
    let candidates = offered.filter { activity == nil || $0.id == activity }
    guard !candidates.isEmpty else {
      throw KioskError(
        .notFound, activity == nil ? "nothing is on offer" : "this activity is not on offer",
        nextStep: offered.isEmpty
          ? isSession ? "Wait for the next activity" : "Load a pack with drop-in activities"
          : "On offer: \(offered.map(\.id).joined(separator: ", "))")
    }
    for candidate in candidates {
      if let found = candidate.prompts.first(where: { prompt == nil || $0.id == prompt }) {
        self.activity = candidate.id
        self.prompt = found.id
        return
      }
    }
    throw KioskError(
      .notFound, "this prompt is not on offer",
      nextStep: "On offer: \(candidates.flatMap(\.prompts).map(\.id).joined(separator: ", "))")
  }
}
