/// "You said, we did": what coordinators send back to the rooms. All of it is shown together, and a later one takes the
/// place of an earlier one whole.
public struct Feedback: Hashable, Sendable {
  /// The programme that it is about.
  public var programme: String
  /// Grows with each publication.
  public var revision: UInt32
  /// In the order in which they are shown; none takes the feedback off the screens.
  public var items: [FeedbackItem]

  /// The most items: as many as somebody in a waiting room reads, twice over.
  public static let maximumItems = 20

  /// Composes feedback.
  /// - Throws: `KioskError.invalid` when identifiers are malformed or stand twice, a text has no English or is too long,
  ///   there are too many items, or a day is not plausible.
  public init(programme: String, revision: UInt32, items: [FeedbackItem]) throws(KioskError) {
    self.programme = programme
    self.revision = revision
    self.items = items
    try check()
  }

  private func check() throws(KioskError) {
    guard Identifier.isValid(programme) else {
      throw KioskError(.invalid, "the feedback's programme is malformed")
    }
    guard revision > 0 else { throw KioskError(.invalid, "the feedback has no revision") }
    guard items.count <= Self.maximumItems else {
      throw KioskError(.invalid, "the feedback has more than \(Self.maximumItems) items")
    }
    var seen: Set<String> = []
    for item in items {
      guard Identifier.isValid(item.id) else { throw KioskError(.invalid, "an item's identifier is malformed") }
      guard seen.insert(item.id).inserted else { throw KioskError(.invalid, "the item '\(item.id)' stands twice") }
      try item.said.check("what was said in '\(item.id)'")
      try item.did.check("what was done in '\(item.id)'")
      guard FeedbackItem.plausibleDays.contains(item.day) else {
        throw KioskError(.invalid, "the day of '\(item.id)' is not plausible")
      }
    }
  }

  /// Whether this may take the place of other feedback. An older revision may not: whoever comes across an old file
  /// could otherwise put on the screens what coordinators have taken off them.
  /// - Throws: `.conflict`.
  public func checkSuccession(to present: Feedback?) throws(KioskError) {
    guard let present, present.programme == programme, present != self, revision <= present.revision else { return }
    throw KioskError(
      .conflict,
      revision < present.revision
        ? "this feedback is revision \(revision), and revision \(present.revision) is there already"
        : "there is other feedback of revision \(revision) already",
      nextStep: "Give it 'revision: \(UInt64(present.revision) + 1)' if it is what should be shown")
  }
}

/// One thing that was said, and what came of it.
public struct FeedbackItem: Hashable, Sendable {
  /// Identifier that stays.
  public var id: String
  /// What people said, in the coordinators' words.
  public var said: LocalizedText
  /// What was done, or why it could not be.
  public var did: LocalizedText
  /// When it was done; days since 1970-01-01 UTC.
  public var day: UInt32

  /// 2020-01-01 to 2099-12-31: nothing that is told today was done earlier or will be done later. Anything else is a slip
  /// of the hand.
  public static let plausibleDays: ClosedRange<UInt32> = 18_262...47_481

  /// An item; checked with the feedback that it becomes part of.
  public init(id: String, said: LocalizedText, did: LocalizedText, day: UInt32) {
    self.id = id
    self.said = said
    self.did = did
    self.day = day
  }
}
