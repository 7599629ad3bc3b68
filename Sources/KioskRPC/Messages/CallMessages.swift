package import CKioskProto
package import KioskCore

/// Calls for staff.
package struct CallStaffRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CallStaffRequest>?) -> Void {
    kiosk__v1__call_staff_request__init
  }

  package init() {}

  package init(reading message: Kiosk__V1__CallStaffRequest) throws(KioskError) {}

  package func write(to message: inout Kiosk__V1__CallStaffRequest, in arena: WireArena) throws(KioskError) {}
}

/// They are told.
package struct CallStaffResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CallStaffResponse>?) -> Void {
    kiosk__v1__call_staff_response__init
  }

  package init() {}

  package init(reading message: Kiosk__V1__CallStaffResponse) throws(KioskError) {}

  package func write(to message: inout Kiosk__V1__CallStaffResponse, in arena: WireArena) throws(KioskError) {}
}

/// Says that staff have come.
package struct AnswerCallRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__AnswerCallRequest>?) -> Void {
    kiosk__v1__answer_call_request__init
  }

  package init() {}

  package init(reading message: Kiosk__V1__AnswerCallRequest) throws(KioskError) {}

  package func write(to message: inout Kiosk__V1__AnswerCallRequest, in arena: WireArena) throws(KioskError) {}
}

/// The call is over.
package struct AnswerCallResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__AnswerCallResponse>?) -> Void {
    kiosk__v1__answer_call_response__init
  }

  package init() {}

  package init(reading message: Kiosk__V1__AnswerCallResponse) throws(KioskError) {}

  package func write(to message: inout Kiosk__V1__AnswerCallResponse, in arena: WireArena) throws(KioskError) {}
}
