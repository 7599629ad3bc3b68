import KioskCore

/// One of the pictures in which a fingerprint and a withdrawal code are shown.
struct PagePicture: Encodable, Sendable, Equatable {
  let id: String
  let name: [String: String]
  /// A filled SVG path in a square of 24.
  let path: String

  /// All of them, in the order in which fingerprints count them.
  static let all = Picture.allCases.map { PagePicture(id: $0.rawValue, name: $0.name.byLanguage, path: $0.path) }

  /// The pictures of a fingerprint, by their places among all.
  static func of(fingerprint: [UInt8]) -> [Int] {
    Picture.of(fingerprint: fingerprint).compactMap { Picture.allCases.firstIndex(of: $0) }
  }
}
