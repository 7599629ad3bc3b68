import GRPCCore
import KioskCore
import KioskRPC

/// `kiosk.v1.EnrolmentService`: the store as a certificate authority.
struct EnrolmentService: Sendable {
  /// How long an invitation holds, in seconds: a minute to a week, a day unless told otherwise.
  static let validity: ClosedRange<UInt32> = 60...604_800
  static let usualValidity: UInt32 = 86_400
  /// Longest name in bytes.
  static let maximumNameBytes = 64

  let store: Store
  let board: DownlinkBoard
  let authority: CertificateAuthority
  let collectionKey: CollectionPublicKey
  let signers: [[UInt8]]
  /// host:port for everything but enrolment, and for enrolment, as devices reach them.
  let address: String
  let enrolmentAddress: String

  /// What the enrolment listener serves.
  func registerEnrolment<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.unary(EnrolmentMethods.enrol, through: gate) { request, _ in
      let issued = try await store.redeem(hash: Invitation.hash(secret: request.secret)) { name throws(KioskError) in
        try authority.issue(name: name, role: .kiosk, request: request.certificateRequest)
      }
      try await board.refreshFleet()
      return EnrolmentEnrolResponse(
        certificate: issued.der, authority: authority.der, name: issued.name, store: address,
        collectionKey: collectionKey.bytes, packSigners: signers,
        signedPack: board.downlink.value.pack(for: issued.serial)?.file ?? [])
    }
  }

  /// What the listener with mutual TLS serves.
  func register<Transport>(with router: inout RPCRouter<Transport>, through gate: CallerGate) {
    router.unary(EnrolmentMethods.renew, through: gate) { request, caller in
      let issued = try await store.renew(caller.serial, from: Self.renewableFrom) { () throws(KioskError) in
        try authority.issue(name: caller.name, role: .kiosk, request: request.certificateRequest)
      }
      // Its next stream comes with another serial number, and from the same room.
      try await board.refreshFleet()
      return RenewResponse(certificate: issued.der)
    }
    router.unary(EnrolmentMethods.createInvitation, through: gate) { request, _ in
      let seconds = request.validSeconds == 0 ? Self.usualValidity : request.validSeconds
      guard Self.validity.contains(seconds) else {
        throw KioskError(.invalid, "an invitation holds a minute to seven days")
      }
      try Self.check(name: request.name)
      let invitation = Invitation(authorityFingerprint: authority.fingerprint)
      try await store.invite(
        hash: Invitation.hash(secret: invitation.exposedSecret), name: request.name,
        expires: Day.now + Int64(seconds), room: try Room(request.room))
      return CreateInvitationResponse(invitation: invitation.exposed, enrolmentAddress: enrolmentAddress)
    }
    router.unary(EnrolmentMethods.revoke, through: gate) { request, _ in
      // Not coordinators': staff must not be able to end collection. The store's keeper can (kiosk-store credentials).
      let count = try await store.revoke(request.name, roles: [.kiosk, .staff])
      // Before the answer, whatever it is: an earlier call may have ended them and failed here.
      try await board.refreshFleet()
      guard count > 0 else {
        throw KioskError(.notFound, "no device or member of staff of this name has a certificate that holds")
      }
      return RevokeResponse(revoked: UInt32(count))
    }
    router.unary(EnrolmentMethods.moveDevice, through: gate) { request, _ in
      guard try await store.move(request.name, to: try Room(request.room)) else {
        throw KioskError(
          .notFound, "no device of this name has a certificate that holds",
          nextStep: "Look up the name: kiosk-ctl store fleet")
      }
      try await board.refreshFleet()
      return MoveDeviceResponse()
    }
  }

  /// The day from which a device's certificate can be renewed, both in days since 1970. A device asks in the last third;
  /// half of the time leaves room for a clock that is wrong by months.
  static func renewableFrom(lastDay: UInt32) -> Int64 {
    Int64(lastDay) - Int64(CertificateAuthority.Lifetime.kiosk / 2)
  }

  /// - Parameter what: what has the name, for the error.
  /// - Throws: `KioskError.invalid` unless it is 1 to 64 bytes of letters, digits, spaces and hyphens.
  static func check(name: String, of what: String = "device or person") throws(KioskError) {
    let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
    guard (1...maximumNameBytes).contains(name.utf8.count), isPlain, name.first != " ", name.last != " " else {
      throw KioskError(
        .invalid, "the name of the \(what) cannot be used", nextStep: "Use 1 to 64 letters, digits, spaces and hyphens")
    }
  }
}
