import Foundation
import KioskCore
import KioskRPC
import Testing

@testable import kioskd

/// What a page sends is read from JSON that anything on the machine may have made.
@Suite struct PageContributionTests {
  static let rounds = 20_000
  static let contents: [String] = [
    #"{"way":"words","text":"zebra \u00e0 \ud83d\ude00"}"#,
    #"{"way":"cards","cards":[{"owner":"theme","ownerId":"one","section":"s","statement":"a"}],"why":"zebra"}"#,
    #"{"way":"feeling","level":4,"why":"zebra"}"#,
    #"{"way":"drawing","png":"iVBORw0KGgoAAAANSUhEUg==","description":"zebra"}"#,
  ]
  static let pieces: [String] = [
    "null", "-1", "1e999", "4.5", "99999999999999999999", "\\ud800", "\\u0000", "[[[[[[[[", "{", "}", "]", "\"", ",",
    ":", "\\", "true",
    "\"way\":\"drawing\"", "\u{7F}", "\u{2028}", "\u{202E}",
  ]

  func body(_ content: String) -> [UInt8] {
    Array(
      """
      {"submission":"\(String(repeating: "0a", count: 16))","boot":"","session":"s1","activity":"one","prompt":"first",\
      "language":"en","stakeholder":"","group":"2","withoutGroup":false,"wantsCode":true,"content":\(content)}
      """.utf8)
  }

  /// Changes a few bytes, or leaves out or puts in a few.
  func damaged(_ bytes: [UInt8], using generator: inout some RandomNumberGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let end = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 1 where end - place < bytes.count: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes.insert(contentsOf: Self.pieces.randomElement(using: &generator)!.utf8, at: place)
      }
    }
    return bytes
  }

  @Test func wholeOnesAreTaken() throws {
    for content in Self.contents.dropLast() {
      let request = try JSONDecoder().decode(PageContribution.self, from: Data(body(content))).request()
      #expect(request.group == "2")
    }
    // The last one's picture is cut short.
    let drawing = try JSONDecoder().decode(PageContribution.self, from: Data(body(Self.contents[3])))
    #expect(throws: KioskError.self) { try drawing.request() }
  }

  /// Whatever stands there is read or refused, and no refusal repeats it.
  @Test(arguments: contents) func damagedOnesAreReadOrRefused(_ content: String) throws {
    var generator = SystemRandomNumberGenerator()
    let whole = body(content)
    var read = 0
    for _ in 0..<Self.rounds {
      let bytes = damaged(whole, using: &generator)
      guard let one = try? JSONDecoder().decode(PageContribution.self, from: Data(bytes)) else { continue }
      do throws(KioskError) {
        _ = try one.request()
        read += 1
      } catch {
        #expect(error.code == .invalid && !error.message.contains("zebra"))
      }
      #expect(!String(describing: one).contains("zebra"))
    }
    #expect(content.contains("drawing") || read > 0)
  }
}
