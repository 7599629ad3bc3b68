/// One of the pictures in which a fingerprint is shown.
struct PagePicture: Encodable, Sendable, Equatable {
  let id: String
  let name: [String: String]
  /// A filled SVG path in a square of 24.
  let path: String

  /// All of them, in the order in which fingerprints count them.
  static let all: [PagePicture] = []

  /// The pictures of a fingerprint, by their places among all.
  static func of(fingerprint: [UInt8]) -> [Int] { [] }
}
