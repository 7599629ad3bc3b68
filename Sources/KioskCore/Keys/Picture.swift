/// Sixteen pictures that anybody can tell apart and name. A row of them stands for a number that people compare or keep:
/// the fingerprint of a collection key, four bits a picture, and a withdrawal code, a digit a picture (the first ten).
///
/// What stands for what never changes, nor does the order: a card that was printed once must go on being right.
public enum Picture: String, CaseIterable, Sendable {
  case sun, moon, star, cloud, tree, leaf, flower, fish, bird, boat, house, key, bell, cup, heart, hill

  /// Pictures of a fingerprint: its first 96 bits.
  ///
  /// Whoever wants to pass another key off as the coordinators' has to find one with the same pictures, which takes 2⁹⁶
  /// keys on average: beyond anybody. (Two keys of one's own with the same pictures take 2⁴⁸ only, and are of no use:
  /// the printed card is the coordinators'.) 128 bits would be 32 pictures, and nobody compares so many with care.
  public static let countOfFingerprint = 24

  /// The pictures of a fingerprint, the upper half of each byte first.
  public static func of(fingerprint: [UInt8]) -> [Picture] {
    fingerprint.prefix(countOfFingerprint / 2).flatMap { byte in
      [allCases[Int(byte >> 4)], allCases[Int(byte & 15)]]
    }
  }

  /// Its word, in the languages that the pages speak.
  public var name: LocalizedText {
    let (gaelic, scots) = translations
    return LocalizedText([LocalizedText.fallbackLanguage: rawValue, "gd": gaelic, "sco": scots])
  }

  private var translations: (gaelic: String, scots: String) {
    switch self {
    case .sun: ("grian", "sun")
    case .moon: ("gealach", "mune")
    case .star: ("rionnag", "starn")
    case .cloud: ("neul", "clood")
    case .tree: ("craobh", "tree")
    case .leaf: ("duilleag", "leaf")
    case .flower: ("flùr", "flooer")
    case .fish: ("iasg", "fish")
    case .bird: ("eun", "bird")
    case .boat: ("bàta", "boat")
    case .house: ("taigh", "hoose")
    case .key: ("iuchair", "key")
    case .bell: ("clag", "bell")
    case .cup: ("cupa", "cup")
    case .heart: ("cridhe", "hert")
    case .hill: ("beinn", "ben")
    }
  }
}
