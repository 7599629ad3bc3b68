import KioskCore

/// "You said, we did" on the device: kept beside the pack, and never in the way of anything else.
extension Device {
  /// Where feedback comes from.
  enum FeedbackOrigin {
    /// The store says what its devices show, and knows their rooms: what it has for a room may be older than what
    /// another room had.
    case store
    /// Somebody at the device brought a file, which may be an old one.
    case file
  }

  /// Verifies a feedback file, keeps it durably, and shows it from now on.
  /// - Returns: its digest.
  /// - Throws: `.notReady` before enrolment, `.invalid`, `.denied`, `.tooNew`; `.conflict` when a file is older than what
  ///   is shown.
  @discardableResult
  func loadFeedback(_ bytes: [UInt8], from origin: FeedbackOrigin) throws(KioskError) -> [UInt8] {
    try taking { () throws(KioskError) in
      guard let enrolment = files.enrolment(state.value.record) else {
        throw KioskError(
          .notReady, "the device trusts nobody's feedback before it is enrolled",
          nextStep: "Enrol it first: kiosk-ctl enrol")
      }
      let (feedback, signed) = try SignedFeedback.open(bytes, trusting: try enrolment.signers())
      if origin == .file { try feedback.checkSuccession(to: state.value.feedback) }
      try AtomicFile.write(bytes, to: enrolment.feedback)
      state.update { $0.show(feedback, signed.digest) }
      return signed.digest
    }
  }

  /// Shows none from now on, also after a restart.
  /// - Throws: `.storage` when that may not survive a power cut.
  func removeFeedback() throws(KioskError) {
    try taking { () throws(KioskError) in
      state.update { $0.show(nil, []) }
      guard let enrolment = files.enrolment(state.value.record) else { return }
      AtomicFile.remove(enrolment.feedback)
      guard try AtomicFile.isAbsent(enrolment.feedback) else {
        throw KioskError(.storage, "the feedback could not be removed", nextStep: "Check the disk")
      }
      try AtomicFile.flushDirectory(of: enrolment.feedback)
    }
  }
}

extension Device.State {
  fileprivate mutating func show(_ feedback: Feedback?, _ digest: [UInt8]) {
    self.feedback = feedback
    feedbackDigest = digest
    isFeedbackDamaged = false
  }

  /// Reads what is kept. One that is damaged, or that nobody trusted signed, is none: people are heard without it, and the
  /// store sends it again.
  mutating func readFeedback(of enrolment: DeviceFiles.Enrolment) {
    guard AtomicFile.exists(enrolment.feedback) else { return }
    do throws(KioskError) {
      let bytes = try AtomicFile.read(enrolment.feedback, maximum: SignedFeedback.maximumBytes)
      let (feedback, signed) = try SignedFeedback.open(bytes, trusting: try enrolment.signers())
      show(feedback, signed.digest)
    } catch {
      isFeedbackDamaged = true
    }
  }
}
