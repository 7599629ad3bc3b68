/// What has to be there before a session is opened for real.
public enum OpenCondition: String, Hashable, Sendable, CaseIterable {
  /// A help route is configured: whoever needs help now must find it.
  case helpRoute = "help-route"
  /// A test envelope of this device was opened with its collection key: a lost key is a lost voice.
  case collectionKey = "collection-key"
  /// The clock is plausible; staff can say go all the same.
  case clock

  /// What to do about it.
  public var nextStep: String {
    switch self {
    case .helpRoute: "Set 'help_route' in kioskd.yaml"
    case .collectionKey: "Open a test envelope: kiosk-ctl session test"
    case .clock: "Set the clock, or say go with --despite-clock"
    }
  }
}
