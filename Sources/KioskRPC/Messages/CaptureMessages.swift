package import CKioskProto
package import KioskCore

/// Asks what is on.
package struct GetWhatsOnRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetWhatsOnRequest>?) -> Void {
    kiosk__v1__get_whats_on_request__init
  }

  package init() {}
}

/// What is on.
package struct GetWhatsOnResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__GetWhatsOnResponse>?) -> Void {
    kiosk__v1__get_whats_on_response__init
  }

  package var whatsOn: WhatsOn

  package init(whatsOn: WhatsOn) {
    self.whatsOn = whatsOn
  }

  package init(reading message: Kiosk__V1__GetWhatsOnResponse) throws(KioskError) {
    guard let whatsOn = message.whats_on else {
      throw KioskError(.invalid, "get_whats_on_response.whats_on is missing")
    }
    self.whatsOn = try WhatsOn(reading: whatsOn.pointee)
  }

  package func write(to message: inout Kiosk__V1__GetWhatsOnResponse, in arena: WireArena) throws(KioskError) {
    message.whats_on = try arena.message(whatsOn)
  }
}

/// Asks to be told what is on.
package struct WatchWhatsOnRequest: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WatchWhatsOnRequest>?) -> Void {
    kiosk__v1__watch_whats_on_request__init
  }

  package init() {}
}

/// What is on since now.
package struct WatchWhatsOnResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WatchWhatsOnResponse>?) -> Void {
    kiosk__v1__watch_whats_on_response__init
  }

  package var whatsOn: WhatsOn

  package init(whatsOn: WhatsOn) {
    self.whatsOn = whatsOn
  }

  package init(reading message: Kiosk__V1__WatchWhatsOnResponse) throws(KioskError) {
    guard let whatsOn = message.whats_on else {
      throw KioskError(.invalid, "watch_whats_on_response.whats_on is missing")
    }
    self.whatsOn = try WhatsOn(reading: whatsOn.pointee)
  }

  package func write(to message: inout Kiosk__V1__WatchWhatsOnResponse, in arena: WireArena) throws(KioskError) {
    message.whats_on = try arena.message(whatsOn)
  }
}

/// Says that a contribution is durable.
package struct SubmitResponse: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__SubmitResponse>?) -> Void {
    kiosk__v1__submit_response__init
  }

  package var withdrawalCode: String = ""
  package var wasTakenBefore: Bool = false

  package init(withdrawalCode: String = "", wasTakenBefore: Bool = false) {
    self.withdrawalCode = withdrawalCode
    self.wasTakenBefore = wasTakenBefore
  }

  package init(reading message: Kiosk__V1__SubmitResponse) throws(KioskError) {
    withdrawalCode = try readText(message.withdrawal_code, "submit_response.withdrawal_code")
    wasTakenBefore = message.already_taken != 0
  }

  package func write(to message: inout Kiosk__V1__SubmitResponse, in arena: WireArena) throws(KioskError) {
    message.withdrawal_code = try arena.text(withdrawalCode)
    message.already_taken = wasTakenBefore ? 1 : 0
  }
}

/// Asks to take a contribution back.
package struct WithdrawRequest: WireMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WithdrawRequest>?) -> Void {
    kiosk__v1__withdraw_request__init
  }

  package var withdrawalCode: String = ""

  package init(withdrawalCode: String = "") {
    self.withdrawalCode = withdrawalCode
  }

  package init(reading message: Kiosk__V1__WithdrawRequest) throws(KioskError) {
    withdrawalCode = try readText(message.withdrawal_code, "withdraw_request.withdrawal_code")
  }

  package func write(to message: inout Kiosk__V1__WithdrawRequest, in arena: WireArena) throws(KioskError) {
    message.withdrawal_code = try arena.text(withdrawalCode)
  }
}

/// Says that the wish is durable.
package struct WithdrawResponse: EmptyMessage, Equatable {
  package static var cInit: (UnsafeMutablePointer<Kiosk__V1__WithdrawResponse>?) -> Void {
    kiosk__v1__withdraw_response__init
  }

  package init() {}
}
