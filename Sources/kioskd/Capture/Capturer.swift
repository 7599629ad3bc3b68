import KioskCore
import KioskRPC
import Synchronization

/// The capture path, the same for every way in: check, compose, seal, queue, acknowledge.
final class Capturer: Sendable {
  private let device: Device
  private let queue: EnvelopeQueue
  private let keeper: SessionKeeper
  private let submissions = Mutex(RecentSubmissions())
  private let counters: Counters

  init(device: Device, queue: EnvelopeQueue, keeper: SessionKeeper, counters: Counters) {
    self.device = device
    self.queue = queue
    self.keeper = keeper
    self.counters = counters
  }

  /// Takes one contribution; returns when it will survive a power cut.
  /// - Throws: `.notReady` without a pack or a key or for a drawing where none are taken, `.notFound` for an unknown
  ///   activity or prompt or a card that it does not offer, `.invalid`, `.full`, `.storage`.
  func submit(_ request: SubmitRequest) async throws(KioskError) -> SubmitResponse {
    guard try begin(request.submissionID) else {
      let code = submissions.withLock { $0.code(of: request.submissionID) }
      return SubmitResponse(withdrawalCode: code?.exposed ?? "", wasTakenBefore: true)
    }
    do throws(KioskError) {
      let code = request.wantsWithdrawalCode ? WithdrawalCode() : nil
      try await device.sealing.run { () throws(KioskError) in
        _ = try await queue.put(
          try seal(request, tag: code?.tag ?? WithdrawalTag()), session: request.session)
      }
      finish(request.submissionID, code)
      counters.sealed.add(1, ordering: .relaxed)
      return SubmitResponse(withdrawalCode: code?.exposed ?? "")
    } catch {
      submissions.withLock { $0.forget(request.submissionID) }
      throw error
    }
  }

  /// Takes a contribution back, wherever it is by now.
  /// - Throws: `.invalid` when the code is mistyped, `.full`, `.storage`.
  func withdraw(_ request: WithdrawRequest) async throws(KioskError) {
    try await queue.withdraw(try WithdrawalCode(typed: request.withdrawalCode).tag)
  }

  /// What is on now.
  /// - Throws: `.notReady` when no pack is loaded.
  func whatsOn() throws(KioskError) -> WhatsOn {
    try whatsOn(device.state.value)
  }

  /// What is on, for a state of the device.
  func whatsOn(_ state: Device.State) throws(KioskError) -> WhatsOn {
    let loaded = try pack(state)
    let view = keeper.view.value
    let session = view.session.flatMap { session in
      session.isOn ? WhatsOn.SessionOn(session, group: view.group, people: view.people, at: keeper.clock.now) : nil
    }
    return WhatsOn(
      programme: loaded.pack.programme, packDigest: loaded.digest, session: session,
      activities: keeper.admission(loaded.pack).offered, isAccepting: state.key != nil && queue.level.hasRoom)
  }

  private func begin(_ id: [UInt8]) throws(KioskError) -> Bool {
    switch submissions.withLock({ $0.begin(id) }) {
    case .new: return true
    case .finished: return false
    case .underWay:
      throw KioskError(.storage, "this contribution is being written", nextStep: "Ask again in a moment")
    }
  }

  private func finish(_ id: [UInt8], _ code: WithdrawalCode?) {
    submissions.withLock { $0.finish(id, code: code) }
    guard code != nil else { return }
    Task { [weak self] in
      try? await Task.sleep(for: RecentSubmissions.codeLife, tolerance: .seconds(10))
      self?.submissions.withLock { $0.forgetCode(of: id) }
    }
  }

  private func seal(_ request: SubmitRequest, tag: WithdrawalTag) throws(KioskError) -> Envelope {
    let state = device.state.value
    let loaded = try pack(state)
    guard let key = state.key else {
      throw KioskError(
        .notReady, "the device has no collection key to seal to", nextStep: "Enrol it first: kiosk-ctl enrol")
    }
    var labels = try keeper.admission(loaded.pack).labels(
      session: request.session, activity: request.activity, prompt: request.prompt, stakeholder: request.stakeholder,
      content: request.content, group: request.group, isWithoutGroup: request.isWithoutGroup, at: keeper.clock.now)
    labels.packDigest = loaded.digest
    labels.day = Day.today
    if !request.language.isEmpty {
      guard Identifier.isLanguage(request.language) else {
        throw KioskError(.invalid, "the language is not a BCP 47 tag", nextStep: "Use a tag such as en, gd or sco")
      }
      labels.language = request.language
    }
    return try EnvelopeSeal.seal(Contribution(labels: labels, content: request.content), to: key, withdrawalTag: tag)
  }

  private func pack(_ state: Device.State) throws(KioskError) -> Device.LoadedPack {
    guard let pack = state.pack else {
      throw KioskError(.notReady, "no pack is loaded", nextStep: "Load one: kiosk-ctl pack load")
    }
    return pack
  }
}
