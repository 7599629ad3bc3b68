import Foundation
import Testing

@testable import KioskCore

/// `Tests/Fixtures/envelope/vectors.json`, which `Tests/Interop/envelope.py make-vectors` wrote.
struct EnvelopeVectors: Decodable, Sendable {
  struct Key: Decodable, Sendable {
    var seed: String
    var `public`: Data
    var fingerprint: String

    func privateKey() throws -> CollectionPrivateKey {
      try CollectionPrivateKey(seed: try #require([UInt8](hexadecimal: seed)))
    }
  }

  struct Header: Decodable, Sendable {
    var bucket: UInt8
    var id: String
    var withdrawalTag: String
  }

  struct Openable: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var envelope: Data
    var header: Header
    var contribution: PlainContribution

    var testDescription: String { name }
  }

  struct Refusal: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var envelope: Data
    var error: String

    var testDescription: String { name }
  }

  struct Code: Decodable, Sendable {
    var code: String
    var tag: String
  }

  var key: Key
  var open: [Openable]
  var refuse: [Refusal]
  var withdrawalCodes: [Code]
  var refusedCodes: [String]

  init(json: Data) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(Self.self, from: json)
  }

  static let file = EnvelopeFixtures.repository.appending(path: "Tests/Fixtures/envelope/vectors.json")

  /// The committed vectors.
  static func committed() throws -> EnvelopeVectors {
    try EnvelopeVectors(json: Data(contentsOf: file))
  }
}
