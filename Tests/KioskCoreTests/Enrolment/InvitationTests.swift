import Crypto
import Testing

@testable import KioskCore

@Suite struct InvitationTests {
  let authority: [UInt8] = Array("an authority's certificate".utf8)
  var fingerprint: [UInt8] { Array(SHA256.hash(data: authority)) }

  @Test func itIsReadHoweverItIsTyped() throws {
    let invitation = Invitation(authorityFingerprint: fingerprint)
    let typed = invitation.exposed
    #expect(typed.count == 39)
    #expect(typed.split(separator: "-").map(\.count) == [4, 4, 4, 4, 4, 4, 4, 4])
    #expect(try Invitation(typed: typed.lowercased()) == invitation)
    #expect(try Invitation(typed: typed.replacing("-", with: " ")) == invitation)
    #expect(try Invitation(typed: typed.replacing("0", with: "o").replacing("1", with: "L")) == invitation)
  }

  @Test(arguments: ["", "AAAA", "U", "not an invitation at all"])
  func whatIsNoneIsRefused(_ text: String) {
    #expect(throws: KioskError.self) { try Invitation(typed: text) }
  }

  @Test func itPinsOneAuthority() {
    let invitation = Invitation(authorityFingerprint: fingerprint)
    #expect(invitation.pins(authority: authority))
    #expect(!invitation.pins(authority: authority + [0]))
  }

  @Test func noRenderingShowsTheSecret() {
    let invitation = Invitation(authorityFingerprint: fingerprint)
    let shown = "\(invitation)" + String(reflecting: invitation)
    #expect(!shown.contains(invitation.exposedSecret.map(String.init).joined(separator: ", ")))
    #expect(!shown.contains(invitation.exposed))
  }

  @Test func base32IsCrockfords() {
    #expect(Base32.encode([0xFF, 0x00, 0x00, 0x00, 0x01]) == "ZW00-0001")
    #expect(Base32.decode("ZW00-0001") == [0xFF, 0x00, 0x00, 0x00, 0x01])
    #expect(Base32.decode("ZW00-000") == nil)
    #expect(Base32.decode("U") == nil)
  }
}

@Suite struct RoleTests {
  @Test(arguments: Role.allCases) func aRoleIsItsURI(_ role: Role) {
    #expect(Role(uri: role.uri) == role)
  }

  @Test(arguments: ["urn:kiosk:role:", "urn:kiosk:role:admin", "kiosk", "urn:kiosk:role:kiosk "])
  func otherURIsAreNoRole(_ uri: String) {
    #expect(Role(uri: uri) == nil)
  }
}

@Suite struct DayTests {
  @Test func aClockThatLostItsBatteryIsNotBelieved() {
    #expect(Day.day(ofSecond: 0) == 0)
    #expect(Day.day(ofSecond: 20_454 * 86_400 - 1) == 0)
    #expect(Day.day(ofSecond: 20_454 * 86_400) == 20_454)
    #expect(Day.day(ofSecond: -5) == 0)
  }
}
