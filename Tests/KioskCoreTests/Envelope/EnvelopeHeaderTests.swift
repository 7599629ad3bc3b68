import Testing

@testable import KioskCore

@Suite struct EnvelopeHeaderTests {
  let header = EnvelopeHeader(
    kind: .contribution, bucket: .media128, keyID: Array(0..<16), id: EnvelopeID(), withdrawalTag: WithdrawalTag())

  func refusal(settingByte index: Int, to value: UInt8) -> KioskError.Code? {
    var bytes = header.bytes
    bytes[index] = value
    return EnvelopeFixtures.refusal { try EnvelopeHeader(decoding: bytes) }
  }

  @Test func liesAsTheFormatSays() throws {
    let bytes = header.bytes
    #expect(bytes.count == 72)
    #expect(Array(bytes[0..<8]) == Array("KENV".utf8) + [1, 1, 2, 0])
    #expect(Array(bytes[8..<24]) == header.keyID)
    #expect(Array(bytes[24..<40]) == header.id.bytes)
    #expect(Array(bytes[40..<72]) == header.withdrawalTag.bytes)
    #expect(try EnvelopeHeader(decoding: bytes) == header)
    #expect(try EnvelopeHeader(decoding: bytes + [9, 9, 9]) == header)
  }

  @Test func readsFromASlice() throws {
    #expect(try EnvelopeHeader(decoding: ([1, 2, 3] + header.bytes).dropFirst(3)) == header)
  }

  @Test func refusesWhatIsTooShort() {
    for count in 0..<EnvelopeHeader.length {
      #expect(EnvelopeFixtures.refusal { try EnvelopeHeader(decoding: header.bytes.prefix(count)) } == .invalid)
    }
  }

  @Test func refusesAnotherMagic() {
    for index in 0..<4 { #expect(refusal(settingByte: index, to: 0) == .invalid) }
  }

  @Test func tellsALaterVersionFromNone() {
    #expect(refusal(settingByte: 4, to: 0) == .invalid)
    for version in UInt8(2)...255 { #expect(refusal(settingByte: 4, to: version) == .tooNew) }
  }

  @Test func refusesUnknownKindsBucketsAndAFilledReserve() {
    for value in UInt8(0)...255 {
      #expect(refusal(settingByte: 5, to: value) == (value == 1 ? nil : .invalid))
      #expect(refusal(settingByte: 6, to: value) == (value < 6 ? nil : .invalid))
      #expect(refusal(settingByte: 7, to: value) == (value == 0 ? nil : .invalid))
    }
  }

  @Test func refusesAWithdrawalThatIsMadeInAnotherWay() throws {
    let made = Envelope(withdrawing: WithdrawalTag()).header.bytes
    #expect(try EnvelopeHeader(decoding: made).kind == .withdrawal)
    for (index, value) in [(6, UInt8(1)), (8, 1), (23, 1)] {
      var changed = made
      changed[index] = value
      #expect(EnvelopeFixtures.refusal { try EnvelopeHeader(decoding: changed) } == .invalid)
    }
  }

  @Test(arguments: Bucket.allCases) func anEnvelopeIsAsLongAsItsBucket(_ bucket: Bucket) throws {
    var header = header
    header.bucket = bucket
    let bytes = header.bytes + [UInt8](repeating: 0, count: bucket.envelopeLength - EnvelopeHeader.length)
    #expect(try Envelope(decoding: bytes).bytes == bytes)
    #expect(EnvelopeFixtures.refusal { try Envelope(decoding: bytes.dropLast()) } == .invalid)
    #expect(EnvelopeFixtures.refusal { try Envelope(decoding: bytes + [0]) } == .invalid)
    #expect(EnvelopeFixtures.refusal { try Envelope(decoding: header.bytes) } == .invalid)
  }

  @Test func aWithdrawalLooksLikeWords() throws {
    let tag = WithdrawalCode().tag
    let (one, other) = (Envelope(withdrawing: tag), Envelope(withdrawing: tag))
    #expect(try Envelope(decoding: one.bytes) == one)
    #expect(one.header.kind == .withdrawal)
    #expect(one.header.withdrawalTag == tag)
    #expect(one.header.keyID == [UInt8](repeating: 0, count: 16))
    #expect(one.bytes.count == Bucket.small.envelopeLength)
    #expect(one.id != other.id)
    #expect(one.bytes.dropFirst(EnvelopeHeader.length) != other.bytes.dropFirst(EnvelopeHeader.length))
  }

  @Test(arguments: [0, 15, 17]) func anIDHasSixteenBytes(_ count: Int) {
    #expect(EnvelopeFixtures.refusal { try EnvelopeID([UInt8](repeating: 1, count: count)) } == .invalid)
    #expect(EnvelopeFixtures.refusal { try WithdrawalTag([UInt8](repeating: 1, count: count * 2)) } == .invalid)
  }

  @Test func idsPrintAsTheyCompare() throws {
    let ids = (0..<64).map { _ in EnvelopeID() }
    #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    #expect(Set(ids).count == ids.count)
  }
}
