internal import KioskCore
internal import KioskRPC

/// A parser that faces a peer or a file, as something to be fed any bytes. Whatever it makes of them, it may only
/// return or throw.
package enum FuzzTarget: String, CaseIterable, Sendable {
  /// Every message that a server reads from a peer.
  case rpc
  /// Every message that a client reads from a server.
  case answers
  /// An envelope, and the contribution inside the seal.
  case envelope
  /// A drawing: as a file, and as the chunks of one, whose check sums are right.
  case drawing
  /// A pack file and the pack in it; the files it is made of; the same of feedback; and a session on a device's disk.
  case pack
  /// A configuration file, and the settings in it.
  case config
  /// What people type: withdrawal codes, invitations, addresses; and public key files.
  case typed

  /// Feeds it.
  package func feed(_ bytes: [UInt8]) {
    switch self {
    case .rpc:
      for message in Self.requests { Self.roundTrip(message, bytes) }
    case .answers:
      for message in Self.responses { Self.roundTrip(message, bytes) }
    case .envelope:
      if let envelope = try? Envelope(decoding: bytes) {
        precondition(envelope.header.bytes.elementsEqual(bytes.prefix(EnvelopeHeader.length)))
      }
      Self.roundTrip(Contribution.self, bytes)
    case .drawing:
      for file in [bytes, FuzzPicture.file(of: bytes)] {
        guard let drawing = try? Drawing(png: file) else { continue }
        precondition(drawing.exposedPNG == file)
      }
    case .pack:
      _ = try? SignedPack.open(bytes, trusting: nil)
      Self.roundTrip(SignedPack.self, bytes)
      Self.roundTrip(Pack.self, bytes)
      Self.roundTrip(SignedFeedback.self, bytes)
      Self.roundTrip(Feedback.self, bytes)
      Self.roundTrip(SessionRecord.self, bytes)
      let source = PackSource([PackSource.File(name: "fuzz", bytes: bytes)])
      precondition(!source.problems.isEmpty || (try? source.pack()) != nil || bytes.isEmpty)
      let feedback = FeedbackSource(bytes, name: "fuzz", today: 0)
      precondition(!feedback.problems.isEmpty || (try? feedback.feedback()) != nil)
    case .config:
      _ = try? YAMLNode.parse(bytes, name: "fuzz")
      var settings = Settings(keys: [.init("key", help: ""), .init("port", default: "1", help: "")])
      try? settings.merge(file: bytes, name: "fuzz")
      _ = try? settings.integer("port", in: 0...9)
      _ = try? settings.endpoint("key")
      _ = try? settings.mode("key")
    case .typed:
      let text = String(decoding: bytes, as: UTF8.self)
      if let code = try? WithdrawalCode(typed: text) {
        precondition((try? WithdrawalCode(typed: code.exposed)) == code)
      }
      if let invitation = try? Invitation(typed: text) {
        precondition((try? Invitation(typed: invitation.exposed)) == invitation)
      }
      if let endpoint = HostPort(text) { precondition(HostPort(endpoint.description) == endpoint) }
      _ = try? PublicKeyFile(.collection, reading: text)
      _ = try? PublicKeyFile(.packSigning, reading: text)
    }
  }

  /// What was read must be written and read again as the same bytes.
  private static func roundTrip(_ type: any WireMessage.Type, _ bytes: [UInt8]) {
    func run<Message: WireMessage>(_ type: Message.Type) {
      guard let message = try? Message(decoding: bytes), let once = try? message.encoded() else { return }
      guard let again = try? Message(decoding: once), let twice = try? again.encoded() else {
        preconditionFailure("what was written cannot be read")
      }
      precondition(once == twice)
    }
    run(type)
  }

  private static let requests: [any WireMessage.Type] = [
    GetWhatsOnRequest.self, SubmitRequest.self, WithdrawRequest.self, LoadPackRequest.self, EnrolRequest.self,
    EnrolmentEnrolRequest.self, RenewRequest.self, CreateInvitationRequest.self, RevokeRequest.self,
    DeliverRequest.self, FollowRequest.self, CollectRequest.self, CollectionWithdrawRequest.self,
    PublishPackRequest.self, PublishFeedbackRequest.self, LoadFeedbackRequest.self, MoveDeviceRequest.self,
    OpenSessionRequest.self, CommandSessionRequest.self, AdoptSessionRequest.self, SetGroupRequest.self,
    ConfirmTestEnvelopeRequest.self,
  ]

  private static let responses: [any WireMessage.Type] = [
    GetWhatsOnResponse.self, SubmitResponse.self, GetStatusResponse.self, LoadPackResponse.self, EnrolResponse.self,
    FlushResponse.self, DiagnoseResponse.self, EnrolmentEnrolResponse.self, RenewResponse.self,
    CreateInvitationResponse.self, DeliverResponse.self, FollowResponse.self, CollectResponse.self,
    ListFleetResponse.self, PublishPackResponse.self, PublishFeedbackResponse.self, LoadFeedbackResponse.self,
    GetSessionResponse.self, CommandSessionResponse.self, MakeTestEnvelopeResponse.self, GetStatementResponse.self,
    SessionStatement.self,
  ]
}
