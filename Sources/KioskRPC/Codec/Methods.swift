/// The methods of `kiosk.v1.CaptureService`.
package enum CaptureMethods {
  package static let service = "kiosk.v1.CaptureService"
  package static let getWhatsOn = RPCMethod<GetWhatsOnRequest, GetWhatsOnResponse>(
    service, "GetWhatsOn", open: .local)
  package static let watchWhatsOn = RPCMethod<WatchWhatsOnRequest, WatchWhatsOnResponse>(
    service, "WatchWhatsOn", open: .local)
  package static let submit = RPCMethod<SubmitRequest, SubmitResponse>(service, "Submit", open: .local)
  package static let withdraw = RPCMethod<WithdrawRequest, WithdrawResponse>(service, "Withdraw", open: .local)
  package static let callStaff = RPCMethod<CallStaffRequest, CallStaffResponse>(service, "CallStaff", open: .local)
}

/// The methods of `kiosk.v1.ControlService`.
package enum ControlMethods {
  package static let service = "kiosk.v1.ControlService"
  package static let getStatus = RPCMethod<GetStatusRequest, GetStatusResponse>(
    service, "GetStatus", open: [.local, .staff])
  package static let watchEvents = RPCMethod<WatchEventsRequest, WatchEventsResponse>(
    service, "WatchEvents", open: [.local, .staff])
  package static let loadPack = RPCMethod<LoadPackRequest, LoadPackResponse>(
    service, "LoadPack", open: [.local, .staff])
  package static let loadFeedback = RPCMethod<LoadFeedbackRequest, LoadFeedbackResponse>(
    service, "LoadFeedback", open: [.local, .staff])
  package static let enrol = RPCMethod<EnrolRequest, EnrolResponse>(service, "Enrol", open: .local)
  package static let flush = RPCMethod<FlushRequest, FlushResponse>(service, "Flush", open: [.local, .staff])
  package static let diagnose = RPCMethod<DiagnoseRequest, DiagnoseResponse>(
    service, "Diagnose", open: [.local, .staff])
  package static let answerCall = RPCMethod<AnswerCallRequest, AnswerCallResponse>(
    service, "AnswerCall", open: [.local, .staff])
}

/// The methods of `kiosk.v1.SessionService`.
package enum SessionMethods {
  package static let service = "kiosk.v1.SessionService"
  private static let staff: Callers = [.local, .staff]
  package static let get = RPCMethod<GetSessionRequest, GetSessionResponse>(service, "GetSession", open: staff)
  package static let open = RPCMethod<OpenSessionRequest, OpenSessionResponse>(service, "OpenSession", open: staff)
  package static let command = RPCMethod<CommandSessionRequest, CommandSessionResponse>(
    service, "CommandSession", open: staff)
  package static let adopt = RPCMethod<AdoptSessionRequest, AdoptSessionResponse>(service, "AdoptSession", open: staff)
  package static let setGroup = RPCMethod<SetGroupRequest, SetGroupResponse>(service, "SetGroup", open: staff)
  package static let makeTestEnvelope = RPCMethod<MakeTestEnvelopeRequest, MakeTestEnvelopeResponse>(
    service, "MakeTestEnvelope", open: staff)
  package static let confirmTestEnvelope = RPCMethod<ConfirmTestEnvelopeRequest, ConfirmTestEnvelopeResponse>(
    service, "ConfirmTestEnvelope", open: staff)
  package static let getStatement = RPCMethod<GetStatementRequest, GetStatementResponse>(
    service, "GetStatement", open: staff)
}

/// The methods of `kiosk.v1.EnrolmentService`.
package enum EnrolmentMethods {
  package static let service = "kiosk.v1.EnrolmentService"
  package static let enrol = RPCMethod<EnrolmentEnrolRequest, EnrolmentEnrolResponse>(
    service, "Enrol", open: .stranger)
  package static let renew = RPCMethod<RenewRequest, RenewResponse>(service, "Renew", open: .kiosk)
  package static let createInvitation = RPCMethod<CreateInvitationRequest, CreateInvitationResponse>(
    service, "CreateInvitation", open: .staff)
  package static let revoke = RPCMethod<RevokeRequest, RevokeResponse>(service, "Revoke", open: .staff)
  package static let moveDevice = RPCMethod<MoveDeviceRequest, MoveDeviceResponse>(
    service, "MoveDevice", open: .staff)
}

/// The methods of `kiosk.v1.DeliveryService`.
package enum DeliveryMethods {
  package static let service = "kiosk.v1.DeliveryService"
  package static let deliver = RPCMethod<DeliverRequest, DeliverResponse>(service, "Deliver", open: .kiosk)
  package static let follow = RPCMethod<FollowRequest, FollowResponse>(service, "Follow", open: .kiosk)
}

/// The methods of `kiosk.v1.CollectionService`.
package enum CollectionMethods {
  package static let service = "kiosk.v1.CollectionService"
  package static let collect = RPCMethod<CollectRequest, CollectResponse>(service, "Collect", open: .coordinator)
  package static let withdraw = RPCMethod<CollectionWithdrawRequest, CollectionWithdrawResponse>(
    service, "Withdraw", open: [.coordinator, .staff])
  package static let listFleet = RPCMethod<ListFleetRequest, ListFleetResponse>(
    service, "ListFleet", open: [.staff, .coordinator])
  package static let publishPack = RPCMethod<PublishPackRequest, PublishPackResponse>(
    service, "PublishPack", open: .coordinator)
  package static let publishFeedback = RPCMethod<PublishFeedbackRequest, PublishFeedbackResponse>(
    service, "PublishFeedback", open: .coordinator)
}

/// The methods of the standard services, open to everybody whom the listener lets in.
enum StandardMethods {
  static let health = "grpc.health.v1.Health"
  static let check = RPCMethod<HealthCheckRequest, HealthCheckResponse>(health, "Check", open: .all)
  static let watch = RPCMethod<HealthCheckRequest, HealthCheckResponse>(health, "Watch", open: .known)
  /// Both names of the reflection service: tools ask for the older one still, and the messages are the same.
  static let reflectionNames = ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"]
  static func reflection(_ name: String) -> RPCMethod<ReflectionRequest, ReflectionResponse> {
    RPCMethod(name, "ServerReflectionInfo", open: .all)
  }
}
