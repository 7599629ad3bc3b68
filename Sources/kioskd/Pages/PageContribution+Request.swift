import KioskCore
import KioskRPC

extension PageContribution {
  /// The same as a client of the socket would send it.
  /// - Throws: `.invalid` for what cannot be taken.
  func request() throws(KioskError) -> SubmitRequest {
    guard let id = [UInt8](hexadecimal: submission), id.count == SubmitRequest.submissionIDLength else {
      throw KioskError(.invalid, "the submission's name is not \(2 * SubmitRequest.submissionIDLength) digits")
    }
    guard !withoutGroup else { throw KioskError(.invalid, "this way is not there yet") }
    let request = SubmitRequest(
      submissionID: id, activity: activity, prompt: prompt, language: language, content: try contents(),
      wantsWithdrawalCode: wantsCode, session: session, stakeholder: stakeholder)
    return request
  }

  private func contents() throws(KioskError) -> Contribution.Content {
    switch content.exposed {
    case .words(let text): .words(try Words(text))
    case .cards, .feeling, .drawing: throw KioskError(.invalid, "this way is not there yet")
    }
  }
}
