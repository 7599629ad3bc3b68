package import CKioskProto
internal import KioskCore

/// Calls for staff.
package struct CallStaffRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CallStaffRequest>?) -> Void {
    kiosk__v1__call_staff_request__init
  }

  package init() {}
}

/// They are told.
package struct CallStaffResponse: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__CallStaffResponse>?) -> Void {
    kiosk__v1__call_staff_response__init
  }

  package init() {}
}

/// Says that staff have come.
package struct AnswerCallRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__AnswerCallRequest>?) -> Void {
    kiosk__v1__answer_call_request__init
  }

  package init() {}
}

/// The call is over.
package struct AnswerCallResponse: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__AnswerCallResponse>?) -> Void {
    kiosk__v1__answer_call_response__init
  }

  package init() {}
}
